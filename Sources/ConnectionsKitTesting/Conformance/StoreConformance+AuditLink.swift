import ConnectionsKit
import Synchronization

extension StoreConformance {
    static let auditLink: [Requirement] = [
        Requirement(.audit, "the link function is asked once for each entry, in order, within the commit") { trial in
            for round in 0..<3 {
                var changes = ChangeSet()
                changes.insert(Application.fixture(.init("\(round)")))
                for number in 0..<4 { changes.record(.fixture(in: .init("\(number % 2)"), subject: "\(number)")) }
                let asked = Mutex<[AuditEntry?]>([])
                let records = try await trial.store.commit(changes) { sequence, previous, entry in
                    asked.withLock { $0.append(entry) }
                    return Trial.link(sequence, previous, entry)
                }
                // Whatever is asked later stands behind this mark.
                asked.withLock { $0.append(nil) }
                let wanted = changes.audit.map(\.subject)
                let entries = asked.withLock { $0 }
                try trial.expect(
                    entries.map { $0?.subject }, equals: wanted + [nil], "what the link function was given")
                try trial.expect(records.map(\.entry) == changes.audit, "the commit returned other entries")
                try trial.expect(records.map(\.sequence), equals: [1, 1, 2, 2].map { $0 + 2 * round }, "the numbers")
            }
        },
        Requirement(.audit, "a set without an entry asks the link function for nothing") { trial in
            var changes = ChangeSet()
            changes.insert(Application.fixture())
            let count = Mutex(0)
            try await trial.store.commit(changes) { _, _, _ in
                count.withLock { $0 += 1 }
                return []
            }
            try trial.expect(count.withLock { $0 }, equals: 0, "how often the link function was asked")
        },
        Requirement(.audit, "who follows a trail while it is written misses nothing") { trial in
            let (tasks, entries) = (3, 16)
            let working = Atomic(tasks)
            let errors = try await trial.race(tasks + 1) { index in
                if index < tasks {
                    defer { working.wrappingSubtract(1, ordering: .releasing) }
                    for number in 0..<entries { try await trial.commit { $0.record(.fixture(subject: "\(number)")) } }
                    return
                }
                var (last, isOver) = (0, false)
                while !isOver {
                    // Asked before the page is: what is over now has nothing to add to it.
                    let isDone = working.load(ordering: .acquiring) == 0
                    let page = try await trial.store.audit(of: .fixture, after: last, limit: 5)
                    for record in page {
                        // A number that shows before the one below it would leave that one unread.
                        try trial.expect(record.sequence, equals: last + 1, "the number after \(last)")
                        last = record.sequence
                    }
                    isOver = isDone && page.isEmpty
                    await Task.yield()
                }
                try trial.expect(last, equals: tasks * entries, "the last number that was read")
            }
            try trial.expect(errors.allSatisfy { $0 == nil }, "a call failed: \(errors)")
        },
    ]
}
