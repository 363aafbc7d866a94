import ConnectionsKit
import ConnectionsKitConnectors
import Testing

@Suite struct CatalogueTests {
    static let connectors = Catalogue.builtIn.all

    @Test func `the twelve connectors allow logged-in user connections, and no other does`() {
        let allowed = Set(Self.connectors.filter(\.allowsLoggedInUser).map(\.id))
        #expect(
            allowed == [
                .quickBooks, .salesforce, .zohoCRM, .zohoRecruit, .clickatell, .hoiio, .clockworkSMS, .smsMagic,
                .twilio,
                .zohoOAuth, .zohoProjects, .zohoSheets,
            ])
    }

    @Test(arguments: Self.connectors)
    func `identifiers are lower-case words`(_ connector: Connector) {
        let text = connector.id.rawValue
        #expect(text.first.map { ("a"..."z").contains($0) } == true)
        #expect((1...50).contains(text.count))
        #expect(text.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "_" })
        #expect(!connector.name.isEmpty && !connector.category.isEmpty)
    }

    @Test(arguments: Self.connectors)
    func `every endpoint and page is an HTTPS address`(_ connector: Connector) throws {
        var addresses = [try #require(connector.documentation)]
        if let facts = connector.authentication.oauth2 {
            for endpoints in [facts.endpoints] + facts.dataCentreEndpoints.values {
                addresses += endpoints.addresses.map(\.address)
            }
        }
        for text in addresses { #expect(try WebAddress(text).scheme == "https", "\(text)") }
    }

    @Test(arguments: Self.connectors)
    func `every host pattern is acceptable and stands once`(
        _ connector: Connector
    ) throws {
        #expect(!connector.hosts.isEmpty)
        for pattern in connector.hosts { try pattern.validate(field: "hosts") }
        #expect(Set(connector.hosts).count == connector.hosts.count)
    }

    @Test(arguments: Self.connectors)
    func `fields have distinct names and a place in the request`(_ connector: Connector) {
        let fields = connector.authentication.fields
        #expect(Set(fields.map(\.name)).count == fields.count)
        #expect(fields.isEmpty == (connector.authentication.oauth2 != nil))
        #expect(fields.isEmpty || fields.contains(where: \.isSecret))
    }

    @Test func `system connections exist for the services of the platform's family alone`() {
        for connector in Self.connectors {
            #expect(connector.allows(.system) == connector.id.rawValue.hasPrefix("zoho_"), "\(connector.id)")
        }
    }
}
