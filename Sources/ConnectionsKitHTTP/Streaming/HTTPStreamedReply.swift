public import HTTPTypes

/// A reply whose body is still coming.
public struct HTTPStreamedReply<Failure: Error>: Sendable {
    /// The status and the header fields.
    public var response: HTTPResponse
    /// The body, chunk by chunk.
    public var body: HTTPByteStream<Failure>

    /// Makes a reply from its parts.
    public init(response: HTTPResponse, body: HTTPByteStream<Failure>) {
        self.response = response
        self.body = body
    }
}

extension HTTPStreamedReply: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "HTTPStreamedReply(status: \(self.response.status.code))" }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
