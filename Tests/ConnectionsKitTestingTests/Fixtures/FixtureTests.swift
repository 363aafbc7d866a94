import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct FixtureTests {
    @Test func `numbered identifiers are the same for one number, and stand in the order of their numbers`() {
        let numbers: [UInt32] = [0, 1, 255, 256, 65_536, .max]
        let ids = numbers.map { Connection.ID.fixture($0) }
        #expect(ids == numbers.map { Connection.ID.fixture($0) })
        #expect(ids.sorted() == ids)
        #expect(ids.map(\.description).sorted() == ids.map(\.description))
    }

    @Test func `identifiers without a number are each their own`() {
        #expect(Set((0..<100).map { _ in Grant.ID.fixture() }).count == 100)
    }

    @Test func `connections have link names of their own`() {
        #expect(Connection.fixture().linkName != Connection.fixture().linkName)
        #expect(Connection.fixture(linkName: "books").linkName == "books")
    }

    @Test func `fixtures begin at the beginning of 2026`() {
        #expect(Timestamp.fixture.description == "2026-01-01T00:00:00Z")
        #expect(TokenState.fixture().refreshDueAt == .fixture + .seconds(2_700))
    }

    @Test func `a revision of a credential set has its number, and is good until it is retired`() {
        let revision = CredentialSet.Revision.fixture(3, of: .fixture(7), in: "developer")
        #expect(revision.id == CredentialSet.Revision.ID(set: .fixture(7), number: 3))
        #expect(revision.account == "developer" && revision.retiredAt == nil)
        #expect(CredentialSet.Revision.fixture(retiredAt: .fixture).retiredAt == .fixture)
    }
}
