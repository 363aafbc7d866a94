import ConnectionsKit
import ConnectionsKitSealing
import ConnectionsKitTesting
import Testing

@Suite struct EnvelopeSealerTests {
    let canary = Secret("canary-4af1-refresh-token")

    @Test(arguments: [0, 1, 15, 16, 17, 64, 8_192])
    func `a secret of any length opens in its own place`(length: Int) async throws {
        let secret = Secret(RandomSource.seeded(3).bytes(length))
        let keys = try await EnvelopeSealer(.fixture()).keys(for: "account")
        let sealed = try keys.seal(secret, in: .fixture)
        #expect(try keys.open(sealed, in: .fixture).matches(secret))
    }

    @Test func `another sealer with the same keys opens it`() async throws {
        let sealed = try await EnvelopeSealer(.fixture()).keys(for: "account").seal(self.canary, in: .fixture)
        let opened = try await EnvelopeSealer(.fixture()).keys(for: "account").open(sealed, in: .fixture)
        #expect(opened.matches(self.canary))
    }

    @Test func `the same secret is never sealed twice alike`() async throws {
        let keys = try await EnvelopeSealer(.fixture()).keys(for: "account")
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
        let keys = try await EnvelopeSealer(.fixture()).keys(for: "account")
        let sealed = try keys.seal(self.canary, in: .fixture)
        let error = #expect(throws: SealerError.self) { try keys.open(sealed, in: context) }
        #expect(error?.code == .refused)
    }

    @Test func `a secret that was moved to another account does not open, with whichever keys`() async throws {
        let sealer = try EnvelopeSealer(.fixture())
        let sealed = try await sealer.keys(for: "account").seal(self.canary, in: .fixture)
        let other = SealContext.grant(.fixture(1), .refresh, account: "other", kind: .loggedInUser, user: "maria")
        for account in ["account", "other"] as [AccountID] {
            let keys = try await sealer.keys(for: account)
            for context in [other] + (account == "other" ? [.fixture] : []) {
                let error = #expect(throws: SealerError.self) { try keys.open(sealed, in: context) }
                #expect(error?.code == .refused)
            }
        }
    }

    @Test func `nothing is sealed for an account with the keys of another`() async throws {
        let keys = try await EnvelopeSealer(.fixture()).keys(for: "other")
        let error = #expect(throws: SealerError.self) { try keys.seal(self.canary, in: .fixture) }
        #expect(error?.code == .refused)
    }

    @Test func `an old key still opens after there is a new primary`() async throws {
        let old = try await EnvelopeSealer(.fixture(primary: "one")).keys(for: "account")
        let sealed = try old.seal(self.canary, in: .fixture)
        let new = try await EnvelopeSealer(.fixture(primary: "two")).keys(for: "account")
        #expect(try new.open(sealed, in: .fixture).matches(self.canary))
        let resealed = try new.seal(self.canary, in: .fixture)
        let onlyNew = try await EnvelopeSealer(.fixture(primary: "two", numbers: ["two": 2])).keys(for: "account")
        #expect(try onlyNew.open(resealed, in: .fixture).matches(self.canary))
        let error = #expect(throws: SealerError.self) { try onlyNew.open(sealed, in: .fixture) }
        #expect(error?.code == .unknownKey)
    }

    @Test func `an unknown key says that the key file is likely the wrong one`() async throws {
        let sealed = try await EnvelopeSealer(.fixture()).keys(for: "account").seal(self.canary, in: .fixture)
        let other = try await EnvelopeSealer(.fixture(primary: "blue", numbers: ["blue": 7])).keys(for: "account")
        let error = try #require(throws: SealerError.self) { try other.open(sealed, in: .fixture) }
        #expect(error.code == .unknownKey)
        #expect(error.message.contains("\"one\"") && error.message.contains("\"blue\""))
        #expect(error.message.contains("wrong key file"))
        #expect(!error.message.contains("credential"))
    }

    @Test func `a key of the same name with other bytes is refused`() async throws {
        let sealed = try await EnvelopeSealer(.fixture()).keys(for: "account").seal(self.canary, in: .fixture)
        let other = try await EnvelopeSealer(.fixture(numbers: ["one": 11])).keys(for: "account")
        let error = #expect(throws: SealerError.self) { try other.open(sealed, in: .fixture) }
        #expect(error?.code == .refused)
    }

    @Test func `the code of the trail is stable, and apart for each account and key`() async throws {
        let message = Array("record 1".utf8)
        let code = try await EnvelopeSealer(.fixture()).keys(for: "account").authenticate(message)
        #expect(code.count == 32)
        #expect(try await EnvelopeSealer(.fixture()).keys(for: "account").authenticate(message) == code)
        // The data keys may all be others: the trail still verifies.
        let onlyAudit = try EnvelopeSealer(.fixture(primary: "new", numbers: ["new": 42]))
        #expect(try await onlyAudit.keys(for: "account").authenticate(message) == code)
        #expect(try await EnvelopeSealer(.fixture()).keys(for: "other").authenticate(message) != code)
        let otherAudit = try KeyRing(
            primary: "one", keys: ["one": .fixture(1), "two": .fixture(2)], audit: .fixture(10))
        #expect(try await EnvelopeSealer(otherAudit).keys(for: "account").authenticate(message) != code)
        #expect(try await EnvelopeSealer(.fixture()).keys(for: "account").authenticate(Array("record 2".utf8)) != code)
    }

    @Test func `the keys of a provider that fails cannot be had`() async throws {
        struct Failing: KeyProvider {
            func keyRing() async throws(SealerError) -> KeyRing { throw SealerError(.unavailable, "the key service") }
        }
        let error = await #expect(throws: SealerError.self) { try await EnvelopeSealer(keys: Failing()).keys(for: "a") }
        #expect(error?.code == .unavailable)
    }
}
