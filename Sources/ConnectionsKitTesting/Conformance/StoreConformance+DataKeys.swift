import ConnectionsKit

extension StoreConformance {
    static let dataKeys: [Requirement] = [
        Requirement(.uniqueness, "an account has one data key that seals") { trial in
            try await trial.insert(DataKey.fixture(.fixture(1)), DataKey.fixture(.fixture(1), in: "other"))
            try await trial.expectConflict(.unique(.writingDataKey), "a second data key that seals") {
                $0.insert(DataKey.fixture(.fixture(2)))
            }
            var retired = DataKey.fixture(.fixture(3))
            retired.retiredAt = .fixture
            let old = retired
            try await trial.insert(old)
            var again = try await trial.stored(old)
            again.retiredAt = nil
            let update = again
            try await trial.expectConflict(.unique(.writingDataKey), "an update that lets a second one seal") {
                $0.update(update)
            }
        },
        Requirement(.uniqueness, "another data key seals once the first one only opens, or is gone") { trial in
            try await trial.insert(DataKey.fixture(.fixture(1)))
            var first = try await trial.stored(DataKey.fixture(.fixture(1)))
            first.retiredAt = .fixture
            let retired = first
            try await trial.commit { changes in
                changes.update(retired)
                changes.insert(DataKey.fixture(.fixture(2)))
            }
            let second = try await trial.stored(DataKey.fixture(.fixture(2)))
            try await trial.commit { changes in
                changes.delete(second)
                changes.insert(DataKey.fixture(.fixture(3)))
            }
            try await trial.expectFound(.dataKeys, [.fixture(1), .fixture(3)])
        },
        Requirement(.uniqueness, "of two first data keys at once one holds") { trial in
            for round in 0..<Trial.rounds {
                let account = AccountID("account \(round)")
                let results = try await trial.race(2) { _ in try await trial.insert(DataKey.fixture(in: account)) }
                try trial.expectOneWinner(results, losersTold: [.unique(.writingDataKey)])
            }
        },
        Requirement(.accounts, "each key of the host that wrapped data keys is found once, over all accounts") {
            trial in
            func expect(after wrappingKey: String?, limit: Int = 10, _ wanted: [String]) async throws {
                let found = try await trial.store.wrappingKeys(after: wrappingKey, limit: limit)
                try trial.expect(found.map(\.wrapped.wrappingKey), equals: wanted, "the wrapping keys")
            }
            try await expect(after: nil, [])
            for (account, wrappingKey) in [("a", "key-2"), ("b", "key-1"), ("c", "key-2"), ("d", "KEY"), ("e", "é")] {
                try await trial.insert(DataKey.fixture(in: AccountID(account), wrappedBy: wrappingKey))
            }
            try await expect(after: nil, ["KEY", "key-1", "key-2", "é"])
            try await expect(after: nil, limit: 2, ["KEY", "key-1"])
            try await expect(after: "key-1", ["key-2", "é"])
            try await expect(after: "key", ["key-1", "key-2", "é"])
            try await expect(after: "é", [])
            let keys = try await trial.store.all(.dataKeys, in: "b")
            try await trial.commit { changes in
                for var key in keys {
                    key.wrapped.wrappingKey = "key-3"
                    changes.update(key)
                }
                changes.erase("d")
            }
            try await expect(after: nil, ["key-2", "key-3", "é"])
        },
    ]
}
