import ConnectionsKitHTTP
import Foundation
import HTTPTypes

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A request that was found fit to be sent, so that what goes out is what was asked for.
struct CheckedRequest: Sendable {
    let urlRequest: URLRequest
    /// The host, lower-cased and without brackets.
    let host: String
    let isPlainHTTP: Bool
    let hasBody: Bool
    let isHead: Bool
    /// Whether the request must not be repeated, and nothing but a connection of its own prevents that.
    ///
    /// libcurl sends a request again when a kept connection breaks before the reply begins. It asks for the body
    /// again then, which is noticed; without a body nothing is.
    let needsOwnConnection: Bool

    init(
        _ request: HTTPRequest, body: [UInt8]?, limits: HTTPLimits, allowsLoopbackHTTP: Bool,
        environment: [String: String]
    ) throws(HTTPTransportError) {
        try Self.check(limits)
        let address = try RequestAddress(of: request)
        try address.checkSecurity(allowsLoopbackHTTP: allowsLoopbackHTTP, environment: environment)
        let body = body ?? []
        try Self.checkMethod(of: request, hasBody: !body.isEmpty)

        var urlRequest = URLRequest(
            url: address.url, cachePolicy: .reloadIgnoringLocalCacheData,
            // The deadline is ours; Foundation's, which counts from the last byte, must not come first.
            timeoutInterval: Double(limits.timeout.components.seconds) + 60)
        urlRequest.httpMethod = request.method.rawValue
        urlRequest.httpShouldHandleCookies = false
        for (name, value) in try RequestFields(request.headerFields, hasBody: !body.isEmpty).values {
            urlRequest.setValue(value, forHTTPHeaderField: name)
        }
        if !body.isEmpty { urlRequest.httpBody = Data(body) }

        self.urlRequest = urlRequest
        self.host = address.host
        self.isPlainHTTP = !address.isEncrypted
        self.hasBody = !body.isEmpty
        self.isHead = request.method == .head
        self.needsOwnConnection = body.isEmpty && !Self.idempotent.contains(request.method)
    }

    /// RFC 9110 section 9.2.2.
    private static let idempotent: Set<HTTPRequest.Method> = [.get, .head, .options, .put, .delete]

    private static func check(_ limits: HTTPLimits) throws(HTTPTransportError) {
        guard limits.timeout > .zero else { throw .invalid("limits.timeout is not more than zero: give a duration.") }
        guard limits.timeout <= .seconds(86_400 * 365) else {
            throw .invalid("limits.timeout is longer than a year: give a shorter duration.")
        }
        guard limits.maximumBodyBytes >= 0 else {
            throw .invalid("limits.maximumBodyBytes is negative: give zero or more.")
        }
    }

    private static func checkMethod(of request: HTTPRequest, hasBody: Bool) throws(HTTPTransportError) {
        let method = request.method
        guard method != .connect, method != .trace, request.extendedConnectProtocol == nil else {
            throw .invalid("The method \(method) is not for calls to a service: use another one.")
        }
        guard !hasBody || (method != .get && method != .head) else {
            throw .invalid("A \(method) request has a body, which has no meaning (RFC 9110 section 9.3): leave it out.")
        }
    }
}

extension HTTPTransportError {
    /// A request that is refused before anything is sent.
    static func invalid(_ message: String) -> HTTPTransportError {
        HTTPTransportError(.invalidRequest, message, mayHaveBeenSent: false)
    }
}
