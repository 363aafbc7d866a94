import ConnectionsKitHTTP

extension AuthorizationServer {
    /// The longest life of an assertion, and how far clocks may differ.
    private static var longestLife: Duration { .seconds(3_600) }
    private static var clockSkew: Duration { .seconds(60) }

    /// Checks what every assertion must say: signature, audience, times, and that it was not seen before (RFC 7523 section
    /// 3).
    ///
    /// - Returns: why it is refused; `nil` when it is not.
    mutating func problem(
        with assertion: SignedAssertion, signedBy keys: [PublicKey], audiences: Set<String>, requiresID: Bool,
        at now: Duration
    ) -> String? {
        guard assertion.isSigned(by: keys) else { return "the signature is not that of a registered key" }
        let named = assertion.claims["aud"].flatMap { $0.text.map { [$0] } ?? $0.texts } ?? []
        guard !audiences.isDisjoint(with: named) else { return "aud does not name this server" }
        let today = self.configuration.unixTimeAtOrigin + now
        guard let expiry = assertion.time("exp") else { return "exp is missing" }
        guard today < expiry else { return "the assertion has expired" }
        guard expiry <= today + Self.longestLife + Self.clockSkew else { return "exp is too far away" }
        for name in ["iat", "nbf"] where assertion.claims[name] != nil {
            guard let time = assertion.time(name), time <= today + Self.clockSkew else {
                return "\(name) is no time, or lies ahead"
            }
        }
        guard let id = assertion.claims["jti"]?.text, !id.isEmpty else {
            return requiresID ? "jti is missing" : nil
        }
        self.seenAssertions = self.seenAssertions.filter { today < $0.value }
        let key = "\(assertion.issuer ?? "") \(id)"
        guard self.seenAssertions.updateValue(expiry, forKey: key) == nil else { return "jti was seen before" }
        return nil
    }
}
