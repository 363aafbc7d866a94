import ConnectionsKit
import ConnectionsKitTesting
import Foundation
import Testing

@testable import ConnectionsKitSQLite

@Suite struct SealedBytesTests {
    private static let canary = "canary-4f1d"

    /// Everything in the folder of a store that was given a sealed canary in every field that holds a secret, while it is
    /// open and after it is closed.
    private static func bytes(_ write: (SQLiteConnectionStore, SealedSecret) async throws -> Void) async throws -> Data
    {
        let folder = try TemporaryFolder()
        let keys = try await TestSealer().newKeys()
        let sealed = try keys.seal(
            Secret(self.canary), in: .grant(.fixture(5), .access, account: .fixture, kind: .admin, user: nil))
        func content() throws -> Data {
            try folder.names().reduce(into: Data()) {
                $0 += try Data(contentsOf: URL(fileURLWithPath: folder.file($1)))
            }
        }
        var all = Data()
        do {
            let store = try await SQLiteConnectionStore.open(at: folder.file())
            try await write(store, sealed)
            all += try content()
        }
        all += try content()
        // What was looked for was there to be found.
        #expect(all.range(of: Data(sealed.envelope)) != nil)
        return all
    }

    @Test func `no secret stands in the file or its log, only its envelope`() async throws {
        let bytes = try await Self.bytes { store, sealed in
            var tokens = TokenState.fixture(of: .fixture(5), refresh: sealed)
            tokens.access = sealed
            var attempt = Attempt.fixture()
            attempt.verifier = sealed
            var set = CredentialSet.fixture()
            set.secret = sealed
            let revision = CredentialSet.Revision(set, replacedAt: .fixture)
            let records: [any StoredRecord] = [tokens, attempt, set, revision, Grant.fixture(.fixture(5))]
            try await store.commit { changes in
                for record in records { changes.insert(record) }
                changes.record(.fixture())
            }
            let renewed = RefreshedTokens(access: sealed, refresh: sealed, expiresAt: .fixture + .seconds(7_200))
            try await store.commit { changes in
                changes.refresh(.fixture(5), in: .fixture, .acquire(epoch: 0, duration: .seconds(20)))
                changes.refresh(.fixture(5), in: .fixture, .intend(epoch: 1, tokenVersion: 1))
                changes.refresh(.fixture(5), in: .fixture, .succeed(epoch: 1, tokenVersion: 1, tokens: renewed))
            }
        }
        #expect(bytes.range(of: Data(Self.canary.utf8)) == nil)
    }

    @Test func `a secret that was not sealed would be found`() async throws {
        let bytes = try await Self.bytes { store, sealed in
            var set = CredentialSet.fixture()
            set.secret = sealed
            set.name = Self.canary
            let leaking = set
            try await store.commit { $0.insert(leaking) }
        }
        #expect(bytes.range(of: Data(Self.canary.utf8)) != nil)
    }
}
