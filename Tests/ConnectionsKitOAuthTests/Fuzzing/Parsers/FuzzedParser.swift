/// The parsers of what comes from the network, named as their corpora are.
enum FuzzedParser: String, CaseIterable, Sendable {
    /// The address that brings a person back.
    case callback
    /// Forms, JSON, and the code of an error in either.
    case message
    /// Addresses, a line of text.
    case webAddress = "web-address"
    /// A pattern in the first line, a host in the second.
    case hostPattern = "host-pattern"
    /// The body of a token endpoint's success.
    case tokenResponse = "token-response"
    /// The document of an authorization server.
    case metadata
    /// The answer of a device authorization endpoint.
    case deviceResponse = "device-response"
    /// An ID token, or the payload of one.
    case idToken = "id-token"
    /// A whole reply that may be an error: the status, header fields, an empty line, the body.
    case reply
    /// `Retry-After` in the first line, `Date` in the second.
    case wait

    /// Feeds the parser and looks whether what it promises for any input holds.
    ///
    /// - Throws: ``Violation`` when it does not.
    func check(_ input: [UInt8]) throws(Violation) {
        switch self {
        case .callback: try Self.checkCallback(input)
        case .message: try Self.checkMessage(input)
        case .webAddress: try Self.checkWebAddress(input)
        case .hostPattern: try Self.checkHostPattern(input)
        case .tokenResponse: try Self.checkTokenResponse(input)
        case .metadata: try Self.checkMetadata(input)
        case .deviceResponse: try Self.checkDeviceResponse(input)
        case .idToken: try Self.checkIDToken(input)
        case .reply: try Self.checkReply(input)
        case .wait: try Self.checkWait(input)
        }
    }

    /// The first line of a text and what comes after it.
    static func firstLine(of input: [UInt8]) -> (line: [UInt8], rest: [UInt8]) {
        let end = input.firstIndex(of: UInt8(ascii: "\n")) ?? input.endIndex
        return (Array(input[..<end]), Array(input[end...].dropFirst()))
    }
}
