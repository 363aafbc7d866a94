import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct ReleaseComparisonTests {
    private func definition(
        _ number: UInt32, name: String = "Books", scopes: [String] = ["read"], places: [Place] = [],
        shares: Bool = false, mode: Connection.Mode? = .platformManaged
    ) -> BundledConnection {
        var connection = Connection.fixture(.fixture(number))
        connection.name = name
        connection.scopes = scopes
        connection.sharesAuthorization = shares
        connection.mode = mode
        return BundledConnection(connection, places: places)
    }

    @Test func `definitions are added, changed, unchanged or removed`() {
        let earlier = [self.definition(1), self.definition(2), self.definition(3)]
        let later = [self.definition(2), self.definition(3, name: "Ledger"), self.definition(4)]
        let comparison = ReleaseComparison(from: earlier, to: later)
        #expect(comparison.added.map(\.source) == [.fixture(4)])
        #expect(comparison.changed.map(\.after.source) == [.fixture(3)])
        #expect(comparison.unchanged.map(\.source) == [.fixture(2)])
        #expect(comparison.removed.map(\.source) == [.fixture(1)])
    }

    @Test func `scopes are told apart, and their order says nothing`() throws {
        let comparison = ReleaseComparison(
            from: [self.definition(1, scopes: ["a", "b"]), self.definition(2, scopes: ["a", "b"])],
            to: [self.definition(1, scopes: ["b", "c"]), self.definition(2, scopes: ["b", "a"])])
        let change = try #require(comparison.changed.first)
        #expect(change.addedScopes == ["c"] && change.removedScopes == ["a"] && change.fields == ["scopes"])
        #expect(comparison.widened == [change] && comparison.narrowed == [change])
        #expect(comparison.unchanged.map(\.source) == [.fixture(2)])
    }

    @Test func `places are told apart`() throws {
        let (sale, home) = (Place.formWorkflow("sale", event: "sold"), Place.pagePanel("home", panel: "numbers"))
        let comparison = ReleaseComparison(
            from: [self.definition(1, places: [sale])], to: [self.definition(1, places: [home])])
        let change = try #require(comparison.changed.first)
        #expect(change.addedPlaces == [home] && change.removedPlaces == [sale] && change.fields == ["places"])
        #expect(comparison.widened.isEmpty && comparison.narrowed.isEmpty)
    }

    @Test func `name, mode and sharing are told too`() throws {
        let set = CredentialSet.Reference(account: "maker", id: .fixture(9))
        let comparison = ReleaseComparison(
            from: [self.definition(1)],
            to: [self.definition(1, name: "Ledger", shares: true, mode: .clientCredentials(set))])
        #expect(comparison.changed.first?.fields == ["name", "mode", "sharing"])
    }
}
