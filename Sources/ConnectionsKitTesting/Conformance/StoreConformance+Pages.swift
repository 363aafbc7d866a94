import ConnectionsKit

extension StoreConformance {
    static let pages: [Requirement] = [
        Requirement(.pages, "pages of any size tell everything once, in the order of the keys") { trial in
            let ids = (1...7).map { Connection.ID.fixture(UInt32($0 * 1_000)) }
            for id in ids.reversed() { try await trial.insert(Connection.fixture(id)) }
            for limit in [1, 2, 3, 6, 7, 8, 1_000] {
                let seen = try await trial.walk(.connections(), limit: limit).map(\.id)
                try trial.expect(seen, equals: ids, "the connections in pages of \(limit)")
            }
        },
        Requirement(.pages, "pages over texts tell everything once") { trial in
            let ids: [ApplicationID] = ["", " ", "%", "A", "B", "a", "a ", "a b", "b", "ä", "日本", "👩‍👩‍👧‍👦"]
            for id in ids.reversed() { try await trial.insert(Application.fixture(id)) }
            for limit in [1, 2, 5, 11, 12, 13] {
                let seen = try await trial.walk(.applications, limit: limit).map(\.id)
                try trial.expect(Set(seen), equals: Set(ids), "the applications in pages of \(limit)")
                try trial.expect(seen.count, equals: ids.count, "their number")
            }
        },
        Requirement(.pages, "pages over places and slots tell everything once") { trial in
            let references = (0..<3).flatMap { index in
                [
                    Reference.fixture(to: .fixture(1), from: .formWorkflow("a \(index)", event: "b")),
                    .fixture(to: .fixture(1), from: .formWorkflow("a", event: "\(index) b")),
                    .fixture(to: .fixture(1), from: .invokeURL("'\(index)'")),
                ]
            }
            let slots = ["a", "b b", "c'", "d\"", "日本"].flatMap { user in
                [nil, LiveEnvironment.stage, .production].map { environment in
                    Slot.fixture(of: .fixture(1), environment: environment, user: .init(user), grant: .fixture(5))
                }
            }
            try await trial.insert(references)
            try await trial.insert(slots)
            for limit in [1, 2, 4, 9, 15] {
                let seen = try await trial.walk(.references(to: .fixture(1)), limit: limit).map(\.id)
                try trial.expect(seen.count, equals: 9, "the number of references in pages of \(limit)")
                try trial.expect(Set(seen), equals: Set(references.map(\.id)), "the references")
                let ofConnection = try await trial.walk(.slots(of: .fixture(1)), limit: limit).map(\.id)
                try trial.expect(ofConnection.count, equals: 15, "the number of slots in pages of \(limit)")
                try trial.expect(Set(ofConnection), equals: Set(slots.map(\.id)), "the slots")
                let ofGrant = try await trial.walk(.slots(pointingAt: .fixture(5)), limit: limit).map(\.id)
                try trial.expect(ofGrant, equals: ofConnection, "the slots of the grant")
            }
        },
        Requirement(.pages, "nothing is one page, and it is the last") { trial in
            let page = try await trial.store.page(.applications, in: .fixture, after: nil, limit: 10)
            try trial.expect(page.elements.isEmpty && page.next == nil, "a page of nothing has a page after it")
        },
        Requirement(.pages, "many records are told page by page") { trial in
            try await trial.insert((0..<600).map { Application.fixture(.init("application \($0)")) })
            let all = try await trial.store.all(.applications, in: .fixture)
            try trial.expect(Set(all.map(\.id)).count, equals: 600, "the number of applications")
            let page = try await trial.store.page(.applications, in: .fixture, after: nil, limit: 600)
            try trial.expect(page.elements.count, equals: 600, "the size of the largest page")
            try trial.expect(page.next == nil, "the last page has a page after it")
        },
    ]

    static let cursors: [Requirement] = [
        Requirement(.pages, "a cursor stays good while records are inserted and deleted") { trial in
            func connection(_ number: UInt32) -> Connection { Connection.fixture(.fixture(number)) }
            for number: UInt32 in [10, 20, 30, 40, 50, 60] { try await trial.insert(connection(number)) }
            let first = try await trial.store.page(.connections(), in: .fixture, limit: 3)
            try trial.expect(
                first.elements.map(\.id), equals: [.fixture(10), .fixture(20), .fixture(30)], "the first page")
            // Before the cursor, at it, and after it.
            let doomed = [try await trial.stored(connection(20)), try await trial.stored(connection(30))]
            let ahead = try await trial.stored(connection(50))
            try await trial.commit { changes in
                for record in doomed + [ahead] { changes.delete(record) }
                for number: UInt32 in [5, 15, 29] { changes.insert(connection(number)) }
            }
            try await trial.insert(connection(45))
            let rest = try await trial.walk(.connections(), after: first.next, limit: 3).map(\.id)
            let throughout = rest.filter { $0 != .fixture(45) }
            try trial.expect(throughout, equals: [.fixture(40), .fixture(60)], "what was there throughout")
        },
        Requirement(.pages, "a cursor stays good while the records told before it change") { trial in
            let connections = (1...6).map { Connection.fixture(.fixture($0), application: "shop") }
            try await trial.insert(connections)
            let first = try await trial.store.page(.connections(of: "shop"), in: .fixture, limit: 3)
            for connection in first.elements {
                var moved = connection
                moved.application = nil
                let update = moved
                try await trial.commit { $0.update(update) }
            }
            let rest = try await trial.walk(.connections(of: "shop"), after: first.next, limit: 2).map(\.id)
            try trial.expect(rest, equals: [.fixture(4), .fixture(5), .fixture(6)], "what was there throughout")
        },
        Requirement(.pages, "a cursor over texts stays good") { trial in
            let ids: [ApplicationID] = ["a", "a%", "a'", "b", "c", "ä"]
            try await trial.insert(ids.map { Application.fixture($0) })
            let all = try await trial.walk(.applications, limit: 10).map(\.id)
            let first = try await trial.store.page(.applications, in: .fixture, limit: 3)
            let told = try await trial.stored(Application.fixture(all[2]))
            try await trial.commit { $0.delete(told) }
            let rest = try await trial.walk(.applications, after: first.next, limit: 1).map(\.id)
            try trial.expect(rest, equals: Array(all[3...]), "what was there throughout")
        },
        Requirement(.pages, "a walk during writes tells what was there throughout once") { trial in
            let kept = (1...20).map { Connection.fixture(.fixture($0 * 10)) }
            try await trial.insert(kept)
            let errors = try await trial.race(2) { index in
                if index == 0 {
                    for number: UInt32 in 1...20 {
                        let passing = Connection.fixture(.fixture(number * 10 + 5))
                        try await trial.insert(passing)
                        let stored = try await trial.stored(passing)
                        try await trial.commit { $0.delete(stored) }
                    }
                } else {
                    for limit in [1, 3, 7] {
                        let seen = try await trial.walk(.connections(), limit: limit).map(\.id)
                        let throughout = seen.filter { id in kept.contains { $0.id == id } }
                        try trial.expect(throughout, equals: kept.map(\.id), "what was there throughout")
                        try trial.expect(Set(seen).count, equals: seen.count, "how often each is told")
                    }
                }
            }
            try trial.expect(errors.allSatisfy { $0 == nil }, "\(errors)")
        },
    ]
}
