extension OAuth2Facts {
    /// What becomes of a refresh token when it is used.
    public enum Rotation: Sendable, Hashable, Codable {
        /// It stays valid.
        case never
        /// It is replaced; the old one is accepted for `grace` more, which may be zero.
        case always(grace: Duration)
        /// Nothing is known.
        case unknown
    }

    /// How far the revocation of one token reaches at the service.
    public enum RevocationReach: String, Sendable, Hashable, Codable {
        /// That token and those made from it.
        case token
        /// Every token of the same user and client.
        case grant
        /// Nothing is known; treated as the whole grant.
        case unknown
    }

    /// How token requests are written.
    public enum TokenRequestFormat: String, Sendable, Hashable, Codable {
        /// As a form (RFC 6749 section 4.1.3).
        case form
        /// As a JSON object, which some services want instead.
        case json
    }
}
