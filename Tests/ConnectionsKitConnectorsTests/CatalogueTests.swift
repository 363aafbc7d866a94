import ConnectionsKit
import ConnectionsKitConnectors
import Testing

@Suite struct CatalogueTests {
    @Test func `it validates`() throws {
        try Catalogue.builtIn.validate()
    }

    @Test func `it holds this many connectors, and no fewer`() {
        #expect(Connectors.all.count == 147)
        let methods = Dictionary(grouping: Connectors.all, by: \.authentication.method).mapValues(\.count)
        #expect(methods == [.oauth2: 115, .apiKey: 15, .basic: 8, .bearer: 9])
    }

    @Test func `the twelve connectors allow logged-in user connections, and no other does`() {
        let allowed = Set(Connectors.all.filter { $0.allows(.loggedInUser) }.map(\.id))
        #expect(
            allowed == [
                .quickBooks, .salesforce, .zohoCRM, .zohoRecruit, .clickatell, .hoiio, .clockworkSMS, .smsMagic,
                .twilio, .zohoOAuth, .zohoProjects, .zohoSheets,
            ])
    }

    @Test func `every connector allows admin connections`() {
        for connector in Connectors.all { #expect(connector.allows(.admin), "\(connector.id)") }
    }

    @Test func `system connections exist for the services of the platform's family alone`() {
        for connector in Connectors.all {
            #expect(connector.allows(.system) == connector.id.rawValue.hasPrefix("zoho_"), "\(connector.id)")
        }
    }

    @Test func `none is said to be verified, since none was tried against the live service`() {
        #expect(Connectors.all.allSatisfy { !$0.isVerified })
    }

    @Test func `no identifier and no name stands twice`() {
        // A catalogue keeps the later of two with one identifier, so a name tells of the other.
        let names = Connectors.all.map { $0.name.lowercased() }
        #expect(Set(names).count == names.count)
        #expect(Set(Connectors.all.map(\.id)).count == Connectors.all.count)
    }

    @Test(arguments: Connectors.all)
    func `identifiers are lower-case words`(_ connector: Connector) {
        let text = connector.id.rawValue
        #expect(text.first.map { ("a"..."z").contains($0) } == true)
        #expect((1...50).contains(text.count) && !text.hasSuffix("_") && !text.contains("__"))
        #expect(text.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "_" })
        #expect(!connector.name.isEmpty && connector.name.count <= 50)
    }

    @Test func `categories are few, and none stands for one connector that could stand with others`() {
        let sizes = Dictionary(grouping: Connectors.all, by: \.category).mapValues(\.count)
        #expect(sizes.count == 19)
        #expect(sizes.filter { $0.value < 3 }.map(\.key) == ["Zoho"])
    }

    @Test(arguments: Connectors.all)
    func `it may be used at every place`(_ connector: Connector) {
        #expect(connector.places == Set(Place.Kind.allCases))
    }
}
