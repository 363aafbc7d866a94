import Testing

@testable import ConnectionsKitHTTP

@Suite struct BearerChallengeTests {
    static let challenges: [([String], String?, [String])] = [
        // RFC 6750 section 3.
        ([#"Bearer realm="example""#], nil, []),
        (
            [#"Bearer realm="example", error="invalid_token", error_description="The access token expired""#],
            "invalid_token", []
        ),
        // Section 3.1 names what a refusal for a scope holds.
        (
            [#"Bearer realm="example", error="insufficient_scope", scope="read write""#], "insufficient_scope",
            ["read", "write"]
        ),
        ([#"Bearer scope="openid profile email""#], nil, ["openid", "profile", "email"]),
        ([#"Basic realm="a""#, #"bearer error="invalid_token",scope="a""#], "invalid_token", ["a"]),
        ([], nil, []), ([""], nil, []), (["Bearer"], nil, []), ([#"Bearer error="x"#], nil, []),
        ([#"Bearer error="insufficient_scope", scope="a\b é a""#], "insufficient_scope", ["a"]),
        ([#"Bearer scope="\#(String(repeating: "x", count: 101))""#], nil, []),
    ]

    @Test(arguments: challenges.indices) func `a challenge says what it needs`(index: Int) {
        let (values, error, scopes) = Self.challenges[index]
        let challenge = BearerChallenge(values)
        #expect(challenge.error == error && challenge.scopes == scopes)
    }

    @Test func `twenty scopes are enough`() {
        let scopes = (0..<100).map { "s\($0)" }
        #expect(
            BearerChallenge([#"Bearer scope="\#(scopes.joined(separator: " "))""#]).scopes == Array(scopes.prefix(20)))
    }
}
