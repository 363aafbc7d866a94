public import HTTPTypes

/// A request to a service, before its credential is applied.
///
/// ```swift
/// let request = ServiceRequest(.get, "https://www.zohoapis.com/books/v3/invoices?page=2")
/// ```
///
/// It brings no credential of its own: a header field or parameter that the connection's credential sets is refused.
/// Its description holds the method and the host alone.
public struct ServiceRequest: Sendable {
    /// The method, the absolute address and the header fields.
    public var request: HTTPRequest
    /// The body; `nil` sends none.
    public var body: HTTPBody?

    /// Makes a request from its parts.
    public init(_ request: HTTPRequest, body: HTTPBody? = nil) {
        self.request = request
        self.body = body
    }

    /// Makes a request from its address.
    ///
    /// - Parameters:
    ///   - method: the method.
    ///   - address: the absolute address, with its query; it is checked when the request is sent.
    ///   - headerFields: the header fields.
    ///   - body: the body; `nil` sends none.
    public init(
        _ method: HTTPRequest.Method, _ address: String, headerFields: HTTPFields = [:], body: HTTPBody? = nil
    ) {
        guard let separator = address.firstRange(of: "://") else {
            self.init(
                HTTPRequest(method: method, scheme: nil, authority: nil, path: address, headerFields: headerFields),
                body: body)
            return
        }
        let rest = address[separator.upperBound...]
        let target = rest.drop { $0 != "/" && $0 != "?" && $0 != "#" }
        self.init(
            HTTPRequest(
                method: method, scheme: String(address[..<separator.lowerBound]),
                authority: String(rest[..<target.startIndex]),
                path: target.hasPrefix("/") ? String(target) : "/\(target)",
                headerFields: headerFields), body: body)
    }
}

extension ServiceRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "ServiceRequest(\(self.request.method), \(self.request.authority ?? "no host"))" }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
