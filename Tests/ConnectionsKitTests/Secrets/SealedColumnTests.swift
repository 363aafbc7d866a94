import Testing

@testable import ConnectionsKit

@Suite struct SealedColumnTests {
    @Test func `every field that is sealed stands in the inventory`() {
        #expect(Set(SealedColumn.all.map(\.field)) == Set(SealContext.Field.allCases))
        #expect(Set(SealedColumn.all.map(\.place)) == Set(SealedColumn.Place.allCases))
        #expect(Set(SealedColumn.all).count == SealedColumn.all.count)
    }
}
