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
        for record in trail { #expect(await events.next()?.record == record) }
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
        #expect(await events.next()?.record.entry.subject == "application:third")
    }

    @Test func `a listener that does not read loses the oldest, is told how many, and stalls nobody`() async {
        let broadcaster = AuditBroadcaster()
        let idle = broadcaster.subscribe()
        let busy = broadcaster.subscribe()
        var eager = busy.makeAsyncIterator()
        for number in 1...1_000 {
            broadcaster.publish([AuditRecord(sequence: number, entry: .fixture(), code: [])])
            let next = await eager.next()
            #expect(next?.record.sequence == number && next?.missed == 0)
        }
        var slow = idle.makeAsyncIterator()
        let first = await slow.next()
        #expect(first?.record.sequence == 1_000 - 256 + 1 && first?.missed == 1_000 - 256)
        #expect(await slow.next()?.missed == 0)
    }

    @Test func `a listener to one account hears of no other, and loses nothing to it`() async throws {
        let world = World()
        var events = try world.system.liveAudit(as: world.superAdmin).makeAsyncIterator()
        world.system.broadcaster.publish(
            (1...600).map { AuditRecord(sequence: $0, entry: .fixture(in: "maker"), code: []) })
        world.system.broadcaster.publish([AuditRecord(sequence: 1, entry: .fixture(in: "acme"), code: [])])
        let first = await events.next()
        #expect(first?.record.entry.account == "acme" && first?.missed == 0)
    }

    @Test func `only who may read the trail may listen to it`() async throws {
        let world = World()
        for person in [world.developer, world.maria] {
            #expect(await code { try world.system.liveAudit(as: person) } == .denied)
        }
        _ = try world.system.liveAudit(as: world.admin)
        _ = try world.system.liveAudit(as: world.owner)
    }

    @Test func `a listener that left is forgotten, and the others go on`() async {
        let broadcaster = AuditBroadcaster()
        var stays = broadcaster.subscribe().makeAsyncIterator()
        let leaves = Task {
            for await event in broadcaster.subscribe() where event.missed < 0 { return }
        }
        leaves.cancel()
        await leaves.value
        broadcaster.publish([AuditRecord(sequence: 1, entry: .fixture(), code: [])])
        broadcaster.publish([])
        #expect(await stays.next()?.record.sequence == 1)
    }
}
