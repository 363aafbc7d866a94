public import HTTPTypes

/// A complete reply: the status and header fields, and the bytes of the body.
///
/// Its description holds the status alone, since a body may hold a token.
public struct HTTPReply: Sendable {
    /// The status and the header fields.
    public var response: HTTPResponse
    /// The whole body, at most as long as the call's limit.
    public var body: [UInt8]

    /// Makes a reply from its parts.
    public init(response: HTTPResponse, body: [UInt8] = []) {
        self.response = response
        self.body = body
    }
}

extension HTTPReply: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "HTTPReply(status: \(self.response.status.code), \(self.body.count) bytes)" }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
