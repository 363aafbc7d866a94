import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitTesting
import HTTPTypes
import Testing

@Suite(.timeLimit(.minutes(5))) struct CallTimeTests {
    /// A service that never answers, and ends when its caller does.
    static func silent() -> ScriptedService {
        ScriptedService { (_) throws(HTTPTransportError) in
            await untilCancelled()
            throw HTTPTransportError(.cancelled, "cancelled", mayHaveBeenSent: true)
        }
    }

    @Test func `a service that does not answer is left when the time is over`() async throws {
        let world = try await ClientWorld(Self.silent())
        let call = Task { try await failure { () async throws(ConnectionError) in try await world.send() } }
        try await wait { world.service.calls.count == 1 }
        try await world.time.waitForSleepers()
        world.time.advance(by: .seconds(40))
        let error = try await call.value
        #expect(error.code == .callTimedOut && error.detail == .timeLimit(.seconds(40)) && error.mayHaveBeenSent)
        #expect(error.remedy.contains("Look whether"))
    }

    @Test func `the time covers the wait for the credential, and says that nothing was sent`() async throws {
        let world = try await ClientWorld(ScriptedService(.answer(200)))
        world.time.advance(by: .seconds(3_601))
        let gate = Gate()
        world.provider.hold { await gate.wait() }
        let call = Task {
            try await failure { () async throws(ConnectionError) in try await world.send(limits: .seconds(3)) }
        }
        try await wait { world.provider.refreshCalls == 1 }
        try await world.time.waitForSleepers()
        world.time.advance(by: .seconds(3))
        let error = try await call.value
        #expect(error.code == .callTimedOut && error.detail == .timeLimit(.seconds(3)) && !error.mayHaveBeenSent)
        #expect(world.service.calls.isEmpty)
        // The refresh of the others goes on, and serves the next call.
        gate.open()
        _ = try await world.send()
        #expect(world.service.calls.map(\.authorization) == ["Bearer access-2"] && world.provider.refreshCalls == 1)
    }

    @Test func `one time covers the call, the renewal and the repetition`() async throws {
        let time = ManualTimeSourceBox()
        let service = ScriptedService { (call) throws(HTTPTransportError) in
            time.value?.jump(by: .seconds(15))
            return call.number == 1 ? .unauthorized : .answer(200)
        }
        let world = try await ClientWorld(service)
        time.value = world.time
        _ = try await world.send(limits: .seconds(20))
        #expect(service.calls.map(\.limits.timeout) == [.seconds(20), .seconds(5)])
        // Nothing is sent when nothing is left.
        let slow = ScriptedService { (_) throws(HTTPTransportError) in
            time.value?.jump(by: .seconds(21))
            return .unauthorized
        }
        let other = try await ClientWorld(slow)
        time.value = other.time
        let error = try await failure { () async throws(ConnectionError) in try await other.send(limits: .seconds(20)) }
        #expect(error.code == .callTimedOut && !error.mayHaveBeenSent && slow.calls.count == 1)
    }

    @Test func `a task that is cancelled ends its call`() async throws {
        let world = try await ClientWorld(Self.silent())
        let call = Task { try await failure { () async throws(ConnectionError) in try await world.send() } }
        try await wait { world.service.calls.count == 1 }
        call.cancel()
        #expect(try await call.value.code == .cancelled)
        try await wait { world.time.sleeperCount == 0 }
    }

    @Test func `a task that is cancelled leaves the refresh to the others`() async throws {
        let world = try await ClientWorld(ScriptedService(.answer(200)))
        world.time.advance(by: .seconds(3_601))
        let gate = Gate()
        world.provider.hold { await gate.wait() }
        let first = Task { try await failure { () async throws(ConnectionError) in try await world.send() } }
        try await wait { world.provider.refreshCalls == 1 }
        let second = Task { try await world.send().response.status }
        first.cancel()
        #expect(try await first.value.code == .cancelled)
        gate.open()
        #expect(try await second.value == .ok)
        #expect(world.provider.refreshCalls == 1 && world.service.calls.count == 1)
    }

    @Test func `a task that was cancelled before sends nothing`() async throws {
        let world = try await ClientWorld(Self.silent())
        let gate = Gate()
        let call = Task {
            await gate.wait()
            return try await failure { () async throws(ConnectionError) in try await world.send() }
        }
        call.cancel()
        gate.open()
        #expect(try await call.value.code == .cancelled)
    }
}
