import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct LiveStreamTests {
    @Test func `a listener gets what is committed, in order, and nothing else`() async throws {
        let world = World()
        var events = world.system.liveAudit().makeAsyncIterator()
        _ = try await world.definition()
        try await world.refusal(.denied) { try await world.console.invite("c@example.com", as: world.developer) }
        let trail = try await world.trail(of: "maker")
        for record in trail { #expect(await events.next() == record) }
        #expect(trail.map(\.sequence) == Array(1...trail.count))
        #expect(trail.last?.entry.outcome == .denied(rules: ["console.own"]))
    }

    @Test func `what was refused by the store is not streamed`() async throws {
        let world = World()
        try await world.console.registerApplication("estate", name: "Estate", as: world.owner)
        var events = world.system.liveAudit().makeAsyncIterator()
        world.store.failNext(.commit)
        #expect(
            await code {
                try await world.console.registerApplication("other", name: "Other", as: world.owner)
            } == .unavailable)
        try await world.console.registerApplication("third", name: "Third", as: world.owner)
        #expect(await events.next()?.entry.subject == "application:third")
    }

    @Test func `a listener that does not read loses the oldest and stalls nobody`() async {
        let broadcaster = AuditBroadcaster()
        let idle = broadcaster.subscribe()
        let busy = broadcaster.subscribe()
        var eager = busy.makeAsyncIterator()
        for number in 1...1_000 {
            broadcaster.publish([AuditRecord(sequence: number, entry: .fixture(), code: [])])
            #expect(await eager.next()?.sequence == number)
        }
        var slow = idle.makeAsyncIterator()
        #expect(await slow.next()?.sequence == 1_000 - 256 + 1)
    }

    @Test func `a listener that left is forgotten, and the others go on`() async {
        let broadcaster = AuditBroadcaster()
        var stays = broadcaster.subscribe().makeAsyncIterator()
        let leaves = Task {
            for await record in broadcaster.subscribe() where record.sequence < 0 { return }
        }
        leaves.cancel()
        await leaves.value
        broadcaster.publish([AuditRecord(sequence: 1, entry: .fixture(), code: [])])
        broadcaster.publish([])
        #expect(await stays.next()?.sequence == 1)
    }
}
