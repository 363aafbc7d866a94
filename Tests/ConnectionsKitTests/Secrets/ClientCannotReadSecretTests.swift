import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// The secret of a developer's OAuth client stays in the developer's account, sealed.
@Suite struct ClientCannotReadSecretTests {
    @Test func `nothing that a client's account can read holds it, and the client cannot open it`() async throws {
        let own = try await OwnClientWorld()
        let (installation, task) = try await own.installed()
        try await own.change(.secret, secret: "secret-2")
        let sets = try await own.world.observed.all(CredentialSet.self)
        let revisions = try await own.world.observed.all(CredentialSet.Revision.self)
        let sealed = sets.compactMap(\.secret) + revisions.compactMap(\.secret)
        #expect(sealed.count == 2 && sets.allSatisfy { $0.account == "maker" })
        #expect(revisions.allSatisfy { $0.account == "maker" })

        let records = try await own.world.observed.records().filter { $0.key.account == "acme" }.map(\.value)
        #expect(records.count >= 5)
        let releases = try await own.world.observed.all(Release.self).map(\.record)
        for record in records + releases {
            var text = ""
            dump(record, to: &text)
            #expect(!text.contains("secret-1") && !text.contains("secret-2"))
            if case .credentialSet = record { Issue.record("a credential set at the client") }
            if case .credentialRevision = record { Issue.record("a revision at the client") }
            for envelope in Self.envelopes(of: record) { #expect(!sealed.contains(envelope)) }
        }
        #expect(try await own.world.store.read(CredentialSet.self, own.set.id, in: "acme") == nil)
        #expect(try await own.world.store.all(.credentialSets, in: "acme").isEmpty)

        let workspace = own.workspace
        var told = ""
        dump(try await workspace.connections(in: installation.id, as: own.world.superAdmin), to: &told)
        dump(try await workspace.installations(as: own.world.superAdmin), to: &told)
        dump(try await own.system.auditTrail(as: own.world.superAdmin), to: &told)
        dump(try await task.credential(at: own.world.sale, for: own.world.superAdmin), to: &told)
        #expect(!told.contains("secret-1") && !told.contains("secret-2"))

        let keys = try await own.world.keys(for: "acme")
        for envelope in sealed {
            #expect(throws: SealerError.self) {
                try keys.open(envelope, in: .credentialSet(own.set.id, account: "acme"))
            }
        }
    }

    private static func envelopes(of record: Record) -> [SealedSecret] {
        switch record {
        case .tokens(let tokens): [tokens.access, tokens.refresh].compactMap(\.self)
        case .attempt(let attempt): [attempt.verifier].compactMap(\.self)
        default: []
        }
    }
}
