import ConnectionsKit
import ConnectionsKitConnectors
import Testing

@Suite struct FactsTests {
    @Test(arguments: Connectors.oauth2)
    func `scopes are single tokens, each once, and hold no separator`(_ connector: Connector) throws {
        let facts = try #require(connector.authentication.oauth2)
        #expect([" ", ","].contains(facts.scopeSeparator))
        #expect(facts.scopes.allSatisfy { !$0.contains(facts.scopeSeparator) })
        if !facts.scopes.isEmpty { try connector.validate(scopes: facts.scopes) }
    }

    @Test(arguments: Connectors.oauth2)
    func `what it adds to a request is nothing that the request sets itself`(_ connector: Connector) throws {
        let facts = try #require(connector.authentication.oauth2)
        let authorization: Set = [
            "response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method",
            "resource", "request_uri",
        ]
        let token: Set = [
            "grant_type", "code", "redirect_uri", "code_verifier", "refresh_token", "client_id", "client_secret",
            "client_assertion", "client_assertion_type", "assertion", "device_code", "scope", "resource",
        ]
        #expect(authorization.isDisjoint(with: facts.authorizationParameters.keys))
        #expect(token.isDisjoint(with: facts.tokenParameters.keys))
        #expect(facts.authorizationParameters.isEmpty || facts.grantType == .authorizationCode)
    }

    @Test(arguments: Connectors.oauth2)
    func `details are few, each named once, and none is a secret`(_ connector: Connector) throws {
        let facts = try #require(connector.authentication.oauth2)
        let names = facts.tokenResponseDetails + facts.callbackDetails
        #expect(Set(names).count == names.count && names.count <= 20)
        let secrets: Set = ["access_token", "refresh_token", "id_token", "code", "state", "client_secret", "api_key"]
        #expect(secrets.isDisjoint(with: names))
        #expect(names.allSatisfy { $0.filter { $0 == "." }.count <= 1 && !$0.hasPrefix(".") && !$0.hasSuffix(".") })
        #expect(Set(names).isDisjoint(with: connector.parameters.map(\.name)))
    }

    @Test(arguments: Connectors.oauth2)
    func `what is said of refresh tokens is said of those that have them`(_ connector: Connector) throws {
        let facts = try #require(connector.authentication.oauth2)
        if let lifetime = facts.refreshTokenIdleLifetime {
            #expect(.seconds(86_400) <= lifetime && lifetime <= .seconds(366 * 86_400))
        }
        if case .always(let grace) = facts.rotation { #expect(.zero <= grace && grace <= .seconds(86_400)) }
        if [.clientCredentials, .jwtBearer].contains(facts.grantType) {
            #expect(facts.refreshTokenIdleLifetime == nil && facts.rotation == .unknown)
        }
    }

    @Test(arguments: Connectors.oauth2)
    func `what a person fills in is what the grant type asks for`(_ connector: Connector) throws {
        let facts = try #require(connector.authentication.oauth2)
        let names = facts.fields.map(\.name)
        switch facts.grantType {
        case .authorizationCode, .deviceCode: #expect(names.isEmpty)
        case .clientCredentials: #expect(names.isEmpty || names == ["client_id", "client_secret"])
        case .jwtBearer:
            #expect(names == ["issuer", "subject", "private_key"])
            #expect(facts.clientAuthentication == .none)
        }
        #expect(
            facts.fields.filter(\.isSecret).map(\.name)
                == names.filter { ["client_secret", "private_key"].contains($0) })
        #expect(facts.grantType == .jwtBearer || facts.assertion == AssertionFacts())
        #expect(.seconds(1) <= facts.assertion.lifetime && facts.assertion.lifetime <= .seconds(3_600))
    }

    @Test func `every fact that differs from the usual is one of some service`() {
        let plain = OAuth2Facts(endpoints: OAuth2Endpoints(token: "https://example.com/token"))
        let exercised: [(name: String, differs: (OAuth2Facts) -> Bool)] = [
            ("endpoints", { $0.endpoints.revocation != nil && $0.endpoints.issuer != nil }),
            ("endpoints", { $0.endpoints.deviceAuthorization != nil }),
            ("endpoints", { $0.endpoints.pushedAuthorization != nil }),
            ("dataCentreEndpoints", { !$0.dataCentreEndpoints.isEmpty }),
            ("grantType", { $0.grantType == .deviceCode }), ("grantType", { $0.grantType == .clientCredentials }),
            ("grantType", { $0.grantType == .jwtBearer }), ("fields", { !$0.fields.isEmpty }),
            ("assertion", { $0.assertion.audience != nil }), ("assertion", { $0.assertion.holdsScopes }),
            ("assertion", { $0.assertion.lifetime != plain.assertion.lifetime }),
            ("scopes", { !$0.scopes.isEmpty }), ("scopeSeparator", { $0.scopeSeparator != plain.scopeSeparator }),
            ("authorizationParameters", { !$0.authorizationParameters.isEmpty }),
            ("tokenParameters", { !$0.tokenParameters.isEmpty }), ("resources", { !$0.resources.isEmpty }),
            ("tokenRequestFormat", { $0.tokenRequestFormat == .json }),
            ("clientAuthentication", { $0.clientAuthentication == .basic }),
            ("clientAuthentication", { $0.clientAuthentication == .post }),
            ("clientAuthentication", { $0.clientAuthentication == .privateKeyJWT }),
            ("clientAuthentication", { $0.clientAuthentication == .none }),
            ("accessTokenPlacement", { $0.accessTokenPlacement != nil }),
            ("tokenResponseDetails", { !$0.tokenResponseDetails.isEmpty }),
            ("callbackDetails", { !$0.callbackDetails.isEmpty }), ("rotation", { $0.rotation == .never }),
            ("rotation", { if case .always(let grace) = $0.rotation { grace > .zero } else { false } }),
            ("rotation", { $0.rotation == .always(grace: .zero) }),
            ("refreshTokenIdleLifetime", { $0.refreshTokenIdleLifetime != nil }),
            ("revocationMethod", { $0.revocationMethod == .callWithToken(method: "POST") }),
            ("revocationMethod", { $0.revocationMethod == .callWithToken(method: "DELETE") }),
            ("revocationMethod", { $0.revocationMethod == .clientJSON(method: "DELETE") }),
            ("revocationAuthentication", { $0.revocationAuthentication != nil }),
            ("revocationReach", { $0.revocationReach == .token }),
            ("revocationReach", { $0.revocationReach == .grant }),
        ]
        for (name, differs) in exercised { #expect(!Connectors.facts(where: differs).isEmpty, "\(name)") }
        // No service of the catalogue documents the promise of RFC 9207; discovery sets it for those that make it.
        let members = Set(Mirror(reflecting: plain).children.compactMap(\.label))
        #expect(members == Set(exercised.map(\.name)).union(["promisesIssuer"]))
        #expect(Connectors.facts(where: \.promisesIssuer).isEmpty)
    }
}
