import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import ConnectionsKitTesting
import Testing

@Suite struct AssertionTests {
    private static func token(_ assertion: Assertion, keyID: String? = nil) throws -> DecodedToken {
        var key = try SigningKey(Secret(SpecificationKeys.p256), field: "private_key")
        key.keyID = keyID
        let time = Timestamp(milliseconds: 1_300_819_380_999)
        return try DecodedToken(try assertion.signed(with: key, at: time, .seeded(1)).reveal())
    }

    private static func assertion(lifetime: Duration = .seconds(300), scope: String? = nil) -> Assertion {
        Assertion(
            issuer: "https://jwt-idp.example.com", subject: "mailto:mike@example.com",
            audience: "https://jwt-rp.example.net", lifetime: lifetime, scope: scope)
    }

    @Test func `an assertion has the claims of RFC 7523 section 4`() throws {
        let token = try Self.token(Self.assertion())
        #expect(token.claims["iss"]?.text == "https://jwt-idp.example.com")
        #expect(token.claims["sub"]?.text == "mailto:mike@example.com")
        #expect(token.claims["aud"]?.text == "https://jwt-rp.example.net")
        #expect(token.claims["iat"] == .number("1300819380"))
        #expect(token.claims["exp"] == .number("1300819680"))
        #expect(token.claims["jti"]?.text?.utf8.count == 43)
        #expect(token.claimNames == ["aud", "exp", "iat", "iss", "jti", "sub"])
        #expect(try token.isSignedBySpecificationKey())
    }

    @Test func `the header names the algorithm, and the key where it has a name`() throws {
        let plain = try Self.token(Self.assertion())
        #expect(plain.header == .object(["alg": .string("ES256"), "typ": .string("JWT")]))
        let named = try Self.token(Self.assertion(), keyID: "16\"\n")
        #expect(named.header == .object(["alg": .string("ES256"), "typ": .string("JWT"), "kid": .string("16\"\n")]))
    }

    @Test func `no two have one identifier`() throws {
        let key = try SigningKey(Secret(SpecificationKeys.p256), field: "private_key")
        let random = RandomSource.seeded(7)
        var identifiers: Set<String?> = []
        for _ in 0..<20 {
            let text = try Self.assertion().signed(with: key, at: .fixture, random).reveal()
            identifiers.insert(try DecodedToken(text).claims["jti"]?.text)
        }
        #expect(identifiers.count == 20 && !identifiers.contains(nil))
    }

    @Test(arguments: [
        (Duration.seconds(60), 60), (.seconds(3_600), 3_600), (.seconds(3_601), 3_600), (.seconds(1_000_000), 3_600),
        (.zero, 1), (.seconds(-5), 1),
    ]) func `it lasts from a second to an hour`(lifetime: Duration, seconds: Int) throws {
        let token = try Self.token(Self.assertion(lifetime: lifetime))
        #expect(token.claims["exp"] == .number("\(1_300_819_380 + seconds)"))
    }

    @Test func `scopes stand in it only when they are asked for so`() throws {
        #expect(try Self.token(Self.assertion(scope: "a b")).claims["scope"]?.text == "a b")
        #expect(try Self.token(Self.assertion()).claims["scope"] == nil)
    }
}
