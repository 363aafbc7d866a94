import ConnectionsKit
import ConnectionsKitSealing
import ConnectionsKitTesting
import Testing

@Suite struct KeyServiceProviderTests {
    private struct Refusal: Error {}

    /// A key service that turns the bytes around and holds them to their context.
    private static func provider(
        writing: String = "service-1", timeLimit: Duration = .seconds(5), time: TimeSource = .system,
        failing: (any Error)? = nil, hangs: Bool = false
    ) throws -> KeyServiceProvider {
        try KeyServiceProvider(
            writing: writing, audit: .fixture(9), timeLimit: timeLimit, time: time,
            wrap: { key, context in
                if let failing { throw failing }
                return key.withBytes { Array($0.reversed()) } + context
            },
            unwrap: { wrapped, context in
                if let failing { throw failing }
                if hangs { try await Task.sleep(for: .seconds(3_600)) }
                guard Array(wrapped.bytes.dropFirst(32)) == context else {
                    throw SealerError(.wrongKey, "another context")
                }
                return Secret(Array(wrapped.bytes.prefix(32).reversed()))
            },
            list: { ["service-0"] })
    }

    @Test func `a key service wraps and unwraps, and lists its keys`() async throws {
        let sealer = EnvelopeSealer(keys: try Self.provider())
        let key = try await sealer.newDataKey(for: "account")
        #expect(key.wrapped.wrappingKey == "service-1")
        let keys = try await sealer.keys(for: "account", from: [key])
        #expect(try keys.open(try keys.seal(Secret("s"), in: .fixture), in: .fixture).reveal() == "s")
        let listed = WrappingKeys(writing: "service-1", readable: ["service-0", "service-1"])
        #expect(try await sealer.wrappingKeys() == listed)
        var moved = key
        moved.account = "other"
        let error = await #expect(throws: SealerError.self) { try await sealer.keys(for: "other", from: [moved]) }
        #expect(error?.code == .wrongKey)
        #expect(try await sealer.auditKey(for: "account").authenticate([1]).count == 32)
    }

    @Test func `a key service that fails is unavailable, and one that says wrong key is believed`() async throws {
        let key = try await EnvelopeSealer(keys: try Self.provider()).newDataKey()
        for (failure, code) in [(Refusal(), .unavailable), (SealerError(.wrongKey, "gone"), .wrongKey)]
            as [(any Error, SealerError.Code)]
        {
            let sealer = EnvelopeSealer(keys: try Self.provider(failing: failure))
            let error = await #expect(throws: SealerError.self) { try await sealer.keys(for: "account", from: [key]) }
            #expect(error?.code == code)
        }
    }

    @Test func `a key service that does not answer in time is unavailable`() async throws {
        let key = try await EnvelopeSealer(keys: try Self.provider()).newDataKey()
        let time = ManualTimeSource()
        let sealer = EnvelopeSealer(keys: try Self.provider(time: time.source, hangs: true))
        let asked = Task { try await sealer.keys(for: "account", from: [key]) }
        try await time.waitForSleepers()
        time.advance(by: .seconds(5))
        let error = await #expect(throws: SealerError.self) { try await asked.value }
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains("service-1") == true)
    }

    @Test func `what is no key is the wrong key`() async throws {
        let provider = try KeyServiceProvider(
            writing: "k", audit: .fixture(9), wrap: { _, _ in [1] }, unwrap: { _, _ in Secret("short") })
        let sealer = EnvelopeSealer(keys: provider)
        let error = await #expect(throws: SealerError.self) { try await sealer.newKeys() }
        #expect(error?.code == .wrongKey)
        #expect(try await sealer.wrappingKeys().readable == nil)
    }

    @Test func `bad settings are refused`() {
        func make(_ writing: String, _ audit: Secret, _ limit: Duration) throws(SealerError) {
            _ = try KeyServiceProvider(
                writing: writing, audit: audit, timeLimit: limit, wrap: { _, _ in [] }, unwrap: { _, _ in Secret([]) })
        }
        for (writing, audit, limit) in [
            ("", Secret.fixture(9), Duration.seconds(1)), ("k", Secret("short"), .seconds(1)),
            ("k", .fixture(9), .zero),
        ] {
            #expect(#expect(throws: SealerError.self) { try make(writing, audit, limit) }?.code == .malformed)
        }
    }
}
