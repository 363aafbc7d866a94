import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuthTesting
import HTTPTypes
import Testing

/// Resource indicators (RFC 8707).
@Suite struct AudienceTests {
    private static let numbers = "https://login.example/resource/numbers"
    private static let other = "urn:example:other"

    private static func scenario() throws -> Scenario { try Scenario { $0.audiences = [Self.other] } }

    private static func code(_ scenario: inout Scenario, _ resources: [String]) throws -> String {
        let extra = FormEncoding.encode(resources.map { FormField("resource", $0) })
        let query = Scenario.query() + (extra.isEmpty ? "" : "&" + extra)
        let address = "\(scenario.server.url(of: .authorization))?\(query)"
        let redirect = try scenario.browser.visit(address) { [now = scenario.now] (request, body) in
            scenario.server.respond(to: request, body: body, at: now)
        }
        let parameters = try Scenario.parameters(of: redirect)
        #expect(parameters["error"] == nil || parameters["error"] == "invalid_target")
        return parameters["code"] ?? ""
    }

    private static func redeem(_ scenario: inout Scenario, _ code: String, _ resources: [String] = []) -> HTTPReply {
        scenario.post("/token", Scenario.redemption(code) + resources.map { FormField("resource", $0) })
    }

    @Test func `the resources that were asked for are recorded on the token`() throws {
        var scenario = try Self.scenario()
        let code = try Self.code(&scenario, [Self.numbers, Self.other, Self.numbers])
        let both = try Tokens(Self.redeem(&scenario, code))
        #expect(scenario.server.audience(ofAccessToken: both.access) == [Self.numbers, Self.other])
        #expect(scenario.resource("numbers", token: both.access).response.status == .ok)
        let fields = [
            FormField("grant_type", "refresh_token"), FormField("refresh_token", both.refresh),
            FormField("resource", Self.other),
        ]
        let narrow = try Tokens(scenario.post("/token", fields))
        #expect(scenario.server.audience(ofAccessToken: narrow.access) == [Self.other])
        // A token for another resource opens nothing here.
        #expect(scenario.resource("numbers", token: narrow.access).response.status == .unauthorized)
        let wide = try Tokens(scenario.refresh(narrow.refresh))
        #expect(scenario.server.audience(ofAccessToken: wide.access) == [Self.numbers, Self.other])
    }

    @Test func `a token request may ask for less than was granted, never for more`() throws {
        var scenario = try Self.scenario()
        let code = try Self.code(&scenario, [Self.numbers])
        #expect(Self.redeem(&scenario, code, [Self.other]).error == "invalid_target")
        // The refusal cost no code.
        let tokens = try Tokens(Self.redeem(&scenario, code, [Self.numbers]))
        let more = [
            FormField("grant_type", "refresh_token"), FormField("refresh_token", tokens.refresh),
            FormField("resource", Self.other),
        ]
        #expect(scenario.post("/token", more).error == "invalid_target")
        #expect(scenario.server.isLive(tokens.refresh, at: scenario.now))
    }

    @Test func `without a resource a token is for all`() throws {
        var scenario = try Self.scenario()
        let tokens = try scenario.tokens()
        #expect(scenario.server.audience(ofAccessToken: tokens.access) == [])
        #expect(scenario.server.audience(ofAccessToken: "guess") == nil)
        #expect(scenario.resource("numbers", token: tokens.access).response.status == .ok)
    }

    @Test(arguments: [
        "https://unknown.example", "/resource/numbers", "numbers", "https://login.example/resource/numbers#part", "",
        "urn:example:other#x", "urn:",
    ])
    func `a resource that is unknown or no absolute address is refused`(resource: String) throws {
        var scenario = try Self.scenario()
        #expect(try Self.code(&scenario, [resource]).isEmpty)
        let service = [
            FormField("grant_type", "client_credentials"), FormField("client_id", "service"),
            FormField("client_secret", "s3rvice"), FormField("scope", "numbers.read"),
            FormField("resource", resource),
        ]
        #expect(scenario.post("/token", service, authorization: nil).error == "invalid_target")
    }
}
