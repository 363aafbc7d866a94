import ConnectionsKit
import ConnectionsKitSealing
import ConnectionsKitTesting
import Testing

@Suite struct EnvelopeSealerTests {
    let canary = Secret("canary-4af1-refresh-token")

    @Test(arguments: [0, 1, 15, 16, 17, 64, 8_192])
    func `a secret of any length opens in its own place`(length: Int) async throws {
        let secret = Secret(RandomSource.seeded(3).bytes(length))
        let keys = try await EnvelopeSealer(.fixture()).newKeys(for: "account")
        let sealed = try keys.seal(secret, in: .fixture)
        #expect(try keys.open(sealed, in: .fixture).matches(secret))
    }

    @Test func `another sealer with the same host's keys opens it`() async throws {
        let key = try await EnvelopeSealer(.fixture()).newDataKey(for: "account")
        let sealed = try await EnvelopeSealer(.fixture()).keys(for: "account", from: [key]).seal(
            self.canary, in: .fixture)
        let opened = try await EnvelopeSealer(.fixture()).keys(for: "account", from: [key]).open(sealed, in: .fixture)
        #expect(opened.matches(self.canary))
    }

    @Test func `the same secret is never sealed twice alike`() async throws {
        let keys = try await EnvelopeSealer(.fixture()).newKeys(for: "account")
        let envelopes = try (0..<50).map { _ in try keys.seal(self.canary, in: .fixture).envelope }
        #expect(Set(envelopes).count == 50)
    }

    static let elsewhere: [(String, SealContext)] = [
        ("grant", .grant(.fixture(2), .refresh, account: "account", kind: .loggedInUser, user: "maria")),
        ("field", .grant(.fixture(1), .access, account: "account", kind: .loggedInUser, user: "maria")),
        ("kind", .grant(.fixture(1), .refresh, account: "account", kind: .admin, user: "maria")),
        ("user", .grant(.fixture(1), .refresh, account: "account", kind: .loggedInUser, user: "omar")),
        ("no user", .grant(.fixture(1), .refresh, account: "account", kind: .loggedInUser, user: nil)),
        ("empty user", .grant(.fixture(1), .refresh, account: "account", kind: .loggedInUser, user: "")),
        ("credential set", .credentialSet(.fixture(1), account: "account")),
    ]

    @Test(arguments: Self.elsewhere)
    func `a secret that was moved does not open`(what: String, context: SealContext) async throws {
        let keys = try await EnvelopeSealer(.fixture()).newKeys(for: "account")
        let sealed = try keys.seal(self.canary, in: .fixture)
        let error = #expect(throws: SealerError.self) { try keys.open(sealed, in: context) }
        #expect(error?.code == .refused)
    }

    @Test func `a secret that was moved to another account does not open, with whichever keys`() async throws {
        let sealer = try EnvelopeSealer(.fixture())
        let key = try await sealer.newDataKey(for: "account")
        let sealed = try await sealer.keys(for: "account", from: [key]).seal(self.canary, in: .fixture)
        let other = SealContext.grant(.fixture(1), .refresh, account: "other", kind: .loggedInUser, user: "maria")
        let own = try await sealer.keys(for: "account", from: [key])
        #expect(#expect(throws: SealerError.self) { try own.open(sealed, in: other) }?.code == .refused)
        let others = try await sealer.newKeys(for: "other", id: .fixture(2))
        #expect(#expect(throws: SealerError.self) { try others.open(sealed, in: other) }?.code == .unknownKey)
        // A data key of one account is none of another, even where the row is moved with it.
        var moved = key
        moved.account = "other"
        let error = await #expect(throws: SealerError.self) { try await sealer.keys(for: "other", from: [moved]) }
        #expect(error?.code == .wrongKey)
    }

    @Test func `nothing is sealed for an account with the keys of another`() async throws {
        let keys = try await EnvelopeSealer(.fixture()).newKeys(for: "other")
        let error = #expect(throws: SealerError.self) { try keys.seal(self.canary, in: .fixture) }
        #expect(error?.code == .refused)
    }

    @Test func `a data key unwraps while its wrapping key is there, and is wrapped anew`() async throws {
        var key = try await EnvelopeSealer(.fixture(primary: "one")).newDataKey(for: "account")
        #expect(key.wrapped.wrappingKey == "one")
        let sealed = try await EnvelopeSealer(.fixture()).keys(for: "account", from: [key]).seal(
            self.canary, in: .fixture)
        let both = try EnvelopeSealer(.fixture(primary: "two"))
        key.wrapped = try await both.rewrap(key)
        #expect(key.wrapped.wrappingKey == "two")
        let onlyNew = try EnvelopeSealer(.fixture(primary: "two", numbers: ["two": 2]))
        #expect(try await onlyNew.keys(for: "account", from: [key]).open(sealed, in: .fixture).matches(self.canary))
        let onlyOld = try EnvelopeSealer(.fixture(numbers: ["one": 1]))
        let error = await #expect(throws: SealerError.self) { try await onlyOld.keys(for: "account", from: [key]) }
        #expect(error?.code == .wrongKey)
    }

    @Test func `several data keys open and the one that is writing seals`() async throws {
        let sealer = try EnvelopeSealer(.fixture())
        var old = try await sealer.newDataKey(.fixture(1), for: "account")
        let sealed = try await sealer.keys(for: "account", from: [old]).seal(self.canary, in: .fixture)
        old.retiredAt = .fixture
        let new = try await sealer.newDataKey(.fixture(2), for: "account")
        let keys = try await sealer.keys(for: "account", from: [old, new])
        #expect(try keys.open(sealed, in: .fixture).matches(self.canary))
        let again = try keys.seal(self.canary, in: .fixture)
        #expect(sealer.dataKey(of: sealed) == .fixture(1) && sealer.dataKey(of: again) == .fixture(2))
        // What was copied before its key was destroyed opens no more.
        let left = try await sealer.keys(for: "account", from: [new])
        #expect(#expect(throws: SealerError.self) { try left.open(sealed, in: .fixture) }?.code == .unknownKey)
        let none = try await sealer.keys(for: "account", from: [old])
        #expect(#expect(throws: SealerError.self) { try none.seal(self.canary, in: .fixture) }?.code == .unknownKey)
    }

    @Test func `an unknown wrapping key says that the key file is likely the wrong one`() async throws {
        let key = try await EnvelopeSealer(.fixture()).newDataKey(for: "account")
        let other = try EnvelopeSealer(.fixture(primary: "blue", numbers: ["blue": 7]))
        let error = try #require(
            await #expect(throws: SealerError.self) { try await other.keys(for: "account", from: [key]) })
        #expect(error.code == .wrongKey)
        #expect(error.message.contains("\"one\"") && error.message.contains("\"blue\""))
        #expect(error.message.contains("wrong key file"))
        #expect(!error.message.contains("credential"))
    }

    @Test func `a key of the same name with other bytes is the wrong key`() async throws {
        let key = try await EnvelopeSealer(.fixture()).newDataKey(for: "account")
        let other = try EnvelopeSealer(.fixture(numbers: ["one": 11]))
        let error = await #expect(throws: SealerError.self) { try await other.keys(for: "account", from: [key]) }
        #expect(error?.code == .wrongKey)
        #expect(error?.message.contains("\"one\"") == true)
    }

    @Test func `a wrapped key with one bit changed does not unwrap`() async throws {
        let sealer = try EnvelopeSealer(.fixture())
        let key = try await sealer.newDataKey(for: "account")
        for byte in key.wrapped.bytes.indices {
            var changed = key
            changed.wrapped.bytes[byte] ^= 1
            let error = await #expect(throws: SealerError.self) {
                try await sealer.keys(for: "account", from: [changed])
            }
            #expect(error?.code == .wrongKey)
        }
        var renamed = key
        renamed.id = .fixture(2)
        await #expect(throws: SealerError.self) { try await sealer.keys(for: "account", from: [renamed]) }
        renamed = key
        renamed.wrapped.wrappingKey = "two"
        await #expect(throws: SealerError.self) { try await sealer.keys(for: "account", from: [renamed]) }
    }

    @Test func `the code of the trail is stable, and apart for each account and key`() async throws {
        let message = Array("record 1".utf8)
        let code = try await EnvelopeSealer(.fixture()).auditKey(for: "account").authenticate(message)
        #expect(code.count == 32)
        #expect(try await EnvelopeSealer(.fixture()).auditKey(for: "account").authenticate(message) == code)
        // The data keys may all be others: the trail still verifies.
        let onlyAudit = try EnvelopeSealer(.fixture(primary: "new", numbers: ["new": 42]))
        #expect(try await onlyAudit.auditKey(for: "account").authenticate(message) == code)
        #expect(try await EnvelopeSealer(.fixture()).auditKey(for: "other").authenticate(message) != code)
        let otherAudit = try KeyRing(
            primary: "one", keys: ["one": .fixture(1), "two": .fixture(2)], audit: .fixture(10))
        #expect(try await EnvelopeSealer(otherAudit).auditKey(for: "account").authenticate(message) != code)
        #expect(
            try await EnvelopeSealer(.fixture()).auditKey(for: "account").authenticate(Array("record 2".utf8)) != code)
    }

    @Test func `the keys of a provider that fails cannot be had`() async throws {
        struct Failing: RingKeyProvider {
            func keyRing() async throws(SealerError) -> KeyRing { throw SealerError(.unavailable, "the key service") }
        }
        let sealer = EnvelopeSealer(keys: Failing())
        let error = await #expect(throws: SealerError.self) { try await sealer.newKeys() }
        #expect(error?.code == .unavailable)
        await #expect(throws: SealerError.self) { try await sealer.auditKey(for: "a") }
        await #expect(throws: SealerError.self) { try await sealer.wrappingKeys() }
    }
}
