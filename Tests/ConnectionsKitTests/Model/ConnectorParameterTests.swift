import ConnectionsKit
import Testing

@Suite struct ConnectorParameterTests {
    private static let shop: Connector = {
        var facts = OAuth2Facts(
            endpoints: OAuth2Endpoints(
                authorization: "https://{shop}.example.com/authorize", token: "https://{shop}.example.com/token",
                revocation: "https://{shop}.example.com/{region}/revoke"))
        facts.tokenParameters = ["audience": "https://{shop}.example.com"]
        return Connector(
            id: "shop", name: "Shop", category: "Commerce", authentication: .oauth2(facts),
            hosts: ["{shop}.example.com", "api.example.net"],
            parameters: [
                ConnectorParameter("shop", label: "shop", example: "acme"),
                ConnectorParameter(
                    "region", label: "region", example: "eu", standard: "us", format: .choice(["us", "eu"])),
            ])
    }()

    @Test func `its value stands in every address, host and parameter`() throws {
        let filled = try Self.shop.filled(with: ["shop": "acme"])
        #expect(filled.hosts == ["acme.example.com", "api.example.net"])
        let facts = try #require(filled.authentication.oauth2)
        #expect(facts.endpoints.addresses.map(\.address).allSatisfy { $0.hasPrefix("https://acme.example.com/") })
        #expect(facts.endpoints.revocation == "https://acme.example.com/us/revoke")
        #expect(facts.tokenParameters == ["audience": "https://acme.example.com"])
        #expect(filled.parameters.isEmpty)
    }

    @Test(arguments: [
        "", "-acme", "acme-", "ac.me", "acme.evil.example", "evil.example/", "acme@evil", "acme%2e", "Acme", "äcme",
        "a:80", "{shop}", String(repeating: "a", count: 64),
    ])
    func `a value that is no label of a host is refused by its name`(_ value: String) {
        let error = #expect(throws: InvalidInput.self) { try Self.shop.filled(with: ["shop": value]) }
        #expect(error?.field == "shop" && error?.remedy.contains("acme") == true)
    }

    @Test func `a missing value, an unknown choice and an unknown name are told apart by field`() throws {
        #expect(throws: InvalidInput.self) { try Self.shop.filled(with: [:]) }
        let choice = #expect(throws: InvalidInput.self) { try Self.shop.filled(with: ["shop": "a", "region": "cn"]) }
        #expect(choice?.field == "region")
    }

    @Test(arguments: [
        ("tenant_1.x-Y", true), ("..", false), (".", false), ("a/b", false), ("a?b", false), ("a%2f", false),
        ("", false),
    ])
    func `a part of a path cannot leave its place`(value: String, isAcceptable: Bool) {
        let parameter = ConnectorParameter("tenant", label: "tenant", example: "common", format: .pathSegment)
        let connector = Connector(
            id: "tenants", name: "Tenants", category: "", authentication: .apiKey([]), hosts: ["example.com"],
            parameters: [parameter])
        let filled = try? connector.filled(with: ["tenant": value])
        #expect((filled != nil) == isAcceptable)
    }
}
