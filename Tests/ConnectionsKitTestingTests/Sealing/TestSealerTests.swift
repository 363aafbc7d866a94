import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct TestSealerTests {
    static let canary = "canary-8c1f-of-a-refresh-token"
    static let context = SealContext.grant(
        .fixture(1), .refresh, account: "account", kind: .loggedInUser, user: "user")

    let sealer = TestSealer()

    @Test func `a secret opens in its own context`() async throws {
        let keys = try await self.sealer.newKeys(for: "account")
        let sealed = try keys.seal(Secret(Self.canary), in: Self.context)
        #expect(try keys.open(sealed, in: Self.context).reveal() == Self.canary)
        let later = try await self.sealer.newKeys(for: "account")
        #expect(try later.open(sealed, in: Self.context).matches(Secret(Self.canary)))
    }

    @Test(arguments: [[], [0], Array(0...255)] as [[UInt8]])
    func `any bytes are sealed and opened`(_ bytes: [UInt8]) async throws {
        let keys = try await self.sealer.newKeys(for: "account")
        let sealed = try keys.seal(Secret(bytes), in: Self.context)
        #expect(try keys.open(sealed, in: Self.context).withBytes { $0 } == bytes)
    }

    @Test(arguments: [
        SealContext.grant(.fixture(2), .refresh, account: "account", kind: .loggedInUser, user: "user"),
        .grant(.fixture(1), .access, account: "account", kind: .loggedInUser, user: "user"),
        .grant(.fixture(1), .refresh, account: "other", kind: .loggedInUser, user: "user"),
        .grant(.fixture(1), .refresh, account: "account", kind: .admin, user: "user"),
        .grant(.fixture(1), .refresh, account: "account", kind: .loggedInUser, user: "other"),
        .grant(.fixture(1), .refresh, account: "account", kind: .loggedInUser, user: nil),
        .credentialSet(.fixture(1), account: "account"),
    ])
    func `a secret that was moved elsewhere is refused`(_ elsewhere: SealContext) async throws {
        let keys = try await self.sealer.newKeys(for: "account")
        let sealed = try keys.seal(Secret(Self.canary), in: Self.context)
        let error = #expect(throws: SealerError.self) { try keys.open(sealed, in: elsewhere) }
        #expect(error?.code == .refused)
    }

    @Test func `the keys of another account open nothing`() async throws {
        let sealed = try await self.sealer.newKeys(for: "account").seal(Secret(Self.canary), in: Self.context)
        let others = try await self.sealer.newKeys(for: "other")
        let error = #expect(throws: SealerError.self) { try others.open(sealed, in: Self.context) }
        #expect(error?.code == .refused)
    }

    @Test func `an envelope does not open once a byte of it has changed or is missing`() async throws {
        let keys = try await self.sealer.newKeys(for: "account")
        let envelope = try keys.seal(Secret(Self.canary), in: Self.context).envelope
        for index in envelope.indices {
            var changed = envelope
            changed[index] ^= 1
            #expect(throws: SealerError.self, "byte \(index)") {
                try keys.open(SealedSecret(envelope: changed), in: Self.context)
            }
            #expect(throws: SealerError.self, "cut at \(index)") {
                try keys.open(SealedSecret(envelope: Array(envelope.prefix(index))), in: Self.context)
            }
        }
        let error = #expect(throws: SealerError.self) { try keys.open(.fixture("no envelope"), in: Self.context) }
        #expect(error?.code == .malformed)
    }

    @Test func `a secret does not stand in its envelope`() async throws {
        let sealed = try await self.sealer.newKeys(for: "account").seal(Secret(Self.canary), in: Self.context)
        for start in 0...(Self.canary.utf8.count - 4) {
            let piece = Array(Self.canary.utf8.dropFirst(start).prefix(4))
            #expect(!sealed.envelope.indices.contains { sealed.envelope[$0...].starts(with: piece) })
        }
    }

    @Test func `an envelope names its data key, and opens while that key is there`() async throws {
        let old = try await self.sealer.newDataKey(.fixture(1), for: "account")
        let sealed = try await self.sealer.keys(for: "account", from: [old]).seal(
            Secret(Self.canary), in: Self.context)
        #expect(TestSealer.key(of: sealed) == .fixture(1))
        #expect(self.sealer.dataKey(of: sealed) == .fixture(1))
        #expect(TestSealer.key(of: .fixture()) == nil)
        var retired = old
        retired.retiredAt = .fixture
        let new = try await self.sealer.newDataKey(.fixture(2), for: "account")
        let both = try await self.sealer.keys(for: "account", from: [retired, new])
        let again = try both.seal(try both.open(sealed, in: Self.context), in: Self.context)
        #expect(TestSealer.key(of: again) == .fixture(2))
        let one = try await self.sealer.keys(for: "account", from: [new])
        #expect(try one.open(again, in: Self.context).reveal() == Self.canary)
        let error = #expect(throws: SealerError.self) { try one.open(sealed, in: Self.context) }
        #expect(error?.code == .unknownKey)
    }

    @Test func `a data key is unwrapped by the key that wrapped it, for its own account`() async throws {
        let key = try await self.sealer.newDataKey(for: "account")
        #expect(key.wrapped.wrappingKey == "test-1")
        let other = TestSealer(key: "test-2")
        let wrong = await #expect(throws: SealerError.self) { try await other.keys(for: "account", from: [key]) }
        #expect(wrong?.code == .wrongKey)
        other.use(key: "test-2", olderKeys: ["test-1"])
        #expect(try await other.wrappingKeys() == WrappingKeys(writing: "test-2", readable: ["test-1", "test-2"]))
        var again = key
        again.wrapped = try await other.rewrap(key)
        #expect(again.wrapped.wrappingKey == "test-2")
        _ = try await TestSealer(key: "test-2").keys(for: "account", from: [again])
        var moved = key
        moved.account = "other"
        let error = await #expect(throws: SealerError.self) { try await self.sealer.rewrap(moved) }
        #expect(error?.code == .wrongKey)
    }

    @Test func `the code of the trail is the account's own and outlasts the data keys`() async throws {
        let message = Array("entry".utf8)
        let code = try await self.sealer.auditKey(for: "account").authenticate(message)
        #expect(try await TestSealer(key: "test-2").auditKey(for: "account").authenticate(message) == code)
        #expect(try await self.sealer.auditKey(for: "other").authenticate(message) != code)
        #expect(try await self.sealer.auditKey(for: "account").authenticate(message + [0]) != code)
    }

    @Test func `a call fails while it is told to, with keys that were ready before as well`() async throws {
        let keys = try await self.sealer.newKeys(for: "account")
        let sealed = try keys.seal(Secret(Self.canary), in: Self.context)
        for call in TestSealer.Call.allCases {
            self.sealer.fail(call, with: SealerError(.unavailable, "told to"))
        }
        await #expect(throws: SealerError.self) { try await self.sealer.newKeys(for: "account") }
        #expect(throws: SealerError.self) { try keys.seal(Secret(Self.canary), in: Self.context) }
        let error = #expect(throws: SealerError.self) { try keys.open(sealed, in: Self.context) }
        #expect(error?.code == .unavailable)
        for call in TestSealer.Call.allCases { self.sealer.fail(call, with: nil) }
        #expect(try await self.sealer.newKeys(for: "account").open(sealed, in: Self.context).reveal() == Self.canary)
    }
}
