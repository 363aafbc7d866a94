import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

/// A client's authorizations once the developer has retired the OAuth client that minted them.
@Suite(.timeLimit(.minutes(10))) struct RetiredClientTests {
    @Test func `the next refresh condemns the grant for good, without a call`() async throws {
        let own = try await OwnClientWorld()
        let (installation, task) = try await own.installed()
        try await own.replaceClient()
        try await own.change(.retirement(of: 1))
        let calls = own.provider.calls
        // What was handed out goes on to its end.
        #expect(try await own.access(task) == "Bearer access-1")
        own.expire()
        for _ in 0..<3 {
            let error = try await own.world.error { try await own.access(task) }
            #expect(error.code == .needsReauthorization && error.detail == .reauthorization(.clientRetired))
            #expect(!error.remedy.isEmpty)
        }
        #expect(own.provider.calls == calls)
        let grant = try await own.world.grant(of: "books")
        #expect(grant.status == .needsReauthorization(.clientRetired))
        let tokens = try #require(try await own.world.store.read(TokenState.self, grant.id, in: "acme"))
        #expect(tokens.health.lastFailure?.kind == .terminal && tokens.lease.until == nil && tokens.refreshDueAt == nil)
        let entry = try #require(try await own.world.trail(of: "acme").last?.entry)
        #expect(entry.outcome == .failed(code: "client_retired") && entry.grant == grant.id && entry.actor == .system)
        let status = try await own.workspace.connections(in: installation.id, as: own.world.admin).first?.status
        #expect(status?.grant == .needsReauthorization(.clientRetired) && status?.isConnected == false)

        // Another process reads it, and a new authorization is made with the new client.
        let other = try await ConnectionRuntime(own.world.otherProcess()).connection(
            "books", in: .installed(installation.id, of: "acme"))
        #expect(await code { try await own.access(other) } == .needsReauthorization)
        let pending = try await own.workspace.authorize("books", in: installation.id, as: own.world.admin)
        try await own.workspace.complete(try World.callback(pending), as: own.world.admin)
        #expect(try await own.access(task) == "Bearer access-2")
        #expect(own.provider.calls.last?.clientID == "client-2")
    }

    @Test func `a hundred callers at once learn the same, and one verdict is written`() async throws {
        let own = try await OwnClientWorld()
        let (_, task) = try await own.installed()
        try await own.replaceClient()
        try await own.change(.retirement(of: 1))
        own.expire()
        let callers = (0..<100).map { _ in Task { try await own.access(task) } }
        for caller in callers { #expect(await code { try await caller.value } == .needsReauthorization) }
        let verdicts = try await own.world.trail(of: "acme").filter {
            $0.entry.outcome == .failed(code: "client_retired")
        }
        #expect(verdicts.count == 1)
    }

    @Test func `maintenance condemns it ahead of the end, and comes to rest`() async throws {
        let own = try await OwnClientWorld()
        _ = try await own.installed()
        try await own.replaceClient()
        try await own.change(.retirement(of: 1))
        own.world.time.advance(by: .seconds(2_700))
        #expect(try await own.system.maintenance.runOnce().refreshesFailed == 1)
        #expect(try await own.world.grant(of: "books").status == .needsReauthorization(.clientRetired))
        #expect(try await own.system.maintenance.runOnce().refreshesFailed == 0)
    }

    @Test func `a revocation that needs a retired client ends as failed, and its tokens are destroyed`() async throws {
        let own = try await OwnClientWorld()
        let (installation, _) = try await own.installed()
        try await own.replaceClient()
        try await own.change(.retirement(of: 1))
        try await own.workspace.revoke("books", in: installation.id, as: own.world.admin)
        let calls = own.provider.calls
        try await own.system.maintenance.runOnce()
        let grant = try await own.world.grant(of: "books")
        #expect(grant.revocation == .failed("clientRetired") && own.provider.calls == calls)
        #expect(try await own.world.store.read(TokenState.self, grant.id, in: "acme") == nil)
    }

    @Test func `a set that is gone altogether stays a configuration fault, and condemns nothing`() async throws {
        let own = try await OwnClientWorld()
        let (_, task) = try await own.installed()
        let record = try #require(try await own.world.store.read(CredentialSet.self, own.set.id, in: "maker"))
        try await own.world.write { $0.delete(record) }
        own.expire()
        #expect(await code { try await own.access(task) } == .clientMisconfigured)
        #expect(try await own.world.grant(of: "books").status == .authorized)
    }

    @Test func `a store that fails at the verdict condemns nothing, and the next caller does`() async throws {
        let own = try await OwnClientWorld()
        let (_, task) = try await own.installed()
        try await own.replaceClient()
        try await own.change(.retirement(of: 1))
        own.expire()
        own.world.store.failNext(.commit, matching: StepKind.fail.matches)
        #expect(await code { try await own.access(task) } == .unavailable)
        #expect(try await own.world.grant(of: "books").status == .authorized)
        own.world.time.advance(by: .seconds(61))
        #expect(await code { try await own.access(task) } == .needsReauthorization)
    }
}
