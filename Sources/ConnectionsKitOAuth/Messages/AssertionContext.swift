package import ConnectionsKit

/// What a client's assertion needs beside the client: for whom it is, and when and with what randomness it is made.
package struct AssertionContext: Sendable {
    /// The authorization server.
    ///
    /// It is one address: its issuer, where that is known, since an assertion for a token endpoint could be led astray by a
    /// server that names another's endpoint as its own; else the token endpoint, as RFC 7523 section 3 has it.
    package var audience: String
    /// How long an assertion is good for; cut to ``Assertion/longestForClient``.
    package var lifetime: Duration
    /// The clock.
    package var time: TimeSource
    /// The randomness of `jti`.
    package var random: RandomSource

    /// Makes a context.
    package init(audience: String, lifetime: Duration, time: TimeSource, random: RandomSource) {
        self.audience = audience
        self.lifetime = lifetime
        self.time = time
        self.random = random
    }

    /// The context of the client's assertions to the authorization server that `facts` describe.
    package init(_ facts: OAuth2Facts, time: TimeSource, random: RandomSource) {
        self.init(
            audience: facts.assertion.audience ?? facts.endpoints.issuer ?? facts.endpoints.token,
            lifetime: facts.assertion.lifetime, time: time, random: random)
    }
}
