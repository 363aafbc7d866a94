import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

@Suite struct CheckKeysTests {
    @Test func `the right keys pass, and those in use are told`() async throws {
        let connected = try await ConnectedWorld()
        #expect(try await connected.process().checkKeys().inUse == ["test-1"])
        connected.world.sealer.use(key: "test-2", olderKeys: ["test-1"])
        let check = try await connected.process().checkKeys()
        #expect(check.writing == "test-2" && check.readable == ["test-1", "test-2"] && check.inUse == ["test-1"])
    }

    @Test func `the wrong key is named, and never told as a bad credential`() async throws {
        let connected = try await ConnectedWorld()
        let before = try await connected.tokens()
        let other = connected.process(sealer: TestSealer(key: "test-2"))
        do {
            try await other.checkKeys()
            Issue.record("passed")
        } catch {
            #expect(error.code == .wrongKey)
            #expect(error.message.contains("\"test-1\""))
            #expect(error.remedy.contains("key file"))
            #expect(!error.description.contains("redential") && !error.description.contains("uthoriz"))
        }
        #expect(try await connected.tokens() == before)
    }

    @Test func `keys that are away, and a trail under another key, are told`() async throws {
        let connected = try await ConnectedWorld()
        let sealer = TestSealer()
        let system = connected.process(sealer: sealer)
        for call in [TestSealer.Call.keys, .wrap, .auditKey] {
            sealer.fail(call, with: SealerError(.unavailable, "away"))
            #expect(await code { try await system.checkKeys() } == .unavailable)
            sealer.fail(call, with: nil)
        }
        try await system.checkKeys()
    }

    @Test func `while keys are wrong or away no token call is made and no grant is condemned`() async throws {
        for error in [SealerError(.wrongKey, "\"k\" is another"), SealerError(.unavailable, "away")] {
            let connected = try await ConnectedWorld.expired()
            let sealer = TestSealer()
            sealer.fail(.keys, with: error)
            let books = try await connected.books(in: connected.process(sealer: sealer))
            let failure = await connected.failure(through: books)
            #expect(failure?.code == (error.code == .wrongKey ? .wrongKey : .unavailable))
            #expect(connected.provider.refreshCalls == 0)
            #expect(try await connected.storedGrant().status == .authorized)
            #expect(try await connected.tokens().health.lastFailure == nil)
        }
    }
}
