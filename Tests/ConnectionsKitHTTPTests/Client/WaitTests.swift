import ConnectionsKit
import ConnectionsKitTesting
import HTTPTypes
import Testing

@testable import ConnectionsKitHTTP

@Suite struct WaitTests {
    static let busy = HTTPReply.answer(429, fields: [.retryAfter: "30"])

    @Test(arguments: [429, 503])
    func `while a wait lasts nothing is sent, and the same refusal is told`(status: Int) async throws {
        let busy = HTTPReply.answer(status, fields: [.retryAfter: "30"])
        let world = try await ClientWorld(ScriptedService(busy, .answer(200)))
        let first = try await failure { () async throws(ConnectionError) in try await world.send() }
        #expect(first.code == .providerUnavailable && first.retryAt == world.time.now + .seconds(30))
        world.time.advance(by: .seconds(29))
        let second = try await failure { () async throws(ConnectionError) in try await world.send() }
        #expect(second.description == first.description && second.retryAt == first.retryAt)
        #expect(second.code == first.code && second.detail == first.detail && world.service.calls.count == 1)
        world.time.advance(by: .seconds(1))
        #expect(try await world.send().response.status == .ok)
        #expect(world.service.calls.count == 2)
    }

    @Test func `a wait holds up its own authorization alone`() async throws {
        let world = try await ClientWorld(ScriptedService(Self.busy, .answer(200)))
        _ = try await failure { () async throws(ConnectionError) in try await world.send() }
        #expect(try await world.sendByKey().response.status == .ok)
    }

    @Test func `waiting can be switched off`() async throws {
        let world = try await ClientWorld(ScriptedService(Self.busy, .answer(200))) { $0.longestWait = .zero }
        let error = try await failure { () async throws(ConnectionError) in try await world.send() }
        #expect(error.retryAt == world.time.now + .seconds(30))
        #expect(try await world.send().response.status == .ok)
    }

    @Test func `an absurd wait is told, and kept no longer than is allowed`() async throws {
        let absurd = HTTPReply.answer(429, fields: [.retryAfter: "99999999"])
        let world = try await ClientWorld(ScriptedService(absurd, .answer(200)))
        let error = try await failure { () async throws(ConnectionError) in try await world.send() }
        #expect(error.retryAt == world.time.now + .seconds(365 * 86_400))
        world.time.advance(by: .seconds(3_600))
        #expect(try await world.send().response.status == .ok)
    }

    @Test func `a clock that is set back does not lengthen a wait`() async throws {
        let world = try await ClientWorld(ScriptedService(Self.busy, .answer(200)))
        _ = try await failure { () async throws(ConnectionError) in try await world.send() }
        world.time.jump(by: .seconds(-86_400))
        #expect(try await world.send().response.status == .ok)
    }

    @Test func `a limit without a wait holds nothing up`() async throws {
        let world = try await ClientWorld(ScriptedService(.answer(429), .answer(200)))
        let error = try await failure { () async throws(ConnectionError) in try await world.send() }
        #expect(error.retryAt == nil)
        #expect(try await world.send().response.status == .ok)
    }

    @Test func `of more waits than are kept the one that ends first is forgotten`() {
        let waits = ServiceWaits(longest: .seconds(100), capacity: 3)
        let now = Timestamp.fixture
        let ids = (0..<5).map { Grant.ID(RandomSource.seeded(UInt64($0)).uuid()) }
        for (index, id) in ids.prefix(4).enumerated() {
            var refusal = ConnectionError(.providerUnavailable, "busy")
            refusal.retryAt = now + .seconds(index + 1)
            waits.note(refusal, of: id, at: now)
        }
        #expect(waits.count == 3 && waits.standing(for: ids[0], at: now) == nil)
        #expect(waits.standing(for: ids[3], at: now) != nil)
        // Those that are over go first.
        var refusal = ConnectionError(.providerUnavailable, "busy")
        refusal.retryAt = now + .seconds(60)
        waits.note(refusal, of: ids[4], at: now + .seconds(3))
        #expect(waits.count == 2)
    }
}
