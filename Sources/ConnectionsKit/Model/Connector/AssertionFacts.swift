/// How a service wants the assertions of RFC 7523 section 3.
public struct AssertionFacts: Sendable, Hashable, Codable {
    /// The audience; `nil` for the address of the token endpoint.
    ///
    /// Where a client proves itself by its private key, `nil` stands for the issuer, if that is known.
    public var audience: String?
    /// How long an assertion is good for: from one second to an hour, and to five minutes where a client proves itself.
    public var lifetime: Duration = .seconds(300)
    /// Whether the scopes stand in a claim `scope` of the assertion and not in a parameter of the request.
    public var holdsScopes = false

    /// The usual assertions.
    public init() {}
}
