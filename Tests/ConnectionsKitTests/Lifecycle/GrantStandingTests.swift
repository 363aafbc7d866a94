import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

@Suite struct GrantStandingTests {
    let end = Timestamp.fixture + .seconds(3_600)

    @Test func `tokens that ended and cannot be renewed make an authorized grant useless`() {
        let grant = Grant.fixture()
        let tokens = TokenState.fixture(refresh: nil)
        #expect(grant.standing(with: tokens, at: self.end - .seconds(1)) == .authorized)
        #expect(grant.standing(with: tokens, at: self.end) == .needsReauthorization(.noRefreshToken))
        #expect(grant.standing(with: .fixture(), at: self.end + .seconds(9)) == .authorized)
        #expect(grant.standing(with: .fixture(refresh: nil, expiresAt: nil), at: self.end) == .authorized)
        #expect(grant.standing(with: nil, at: self.end) == .authorized)
    }

    @Test(arguments: [
        Grant.Status.revoked, .superseded, .suspended(until: .fixture), .needsReauthorization(.refreshRefused),
    ])
    func `every other grant stands as it is`(status: Grant.Status) {
        var grant = Grant.fixture()
        grant.status = status
        #expect(grant.standing(with: .fixture(refresh: nil), at: self.end) == status)
    }

    @Test func `a grant is renamed until it is over`() throws {
        let grant = try Grant.fixture().renamed("Ledger")
        #expect(grant.accountName == "Ledger" && grant.status == .authorized)
        let revoked = try grant.revoking()
        #expect(throws: IllegalTransition.self) { try revoked.renamed("Other") }
    }
}
