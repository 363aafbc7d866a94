import ConnectionsKit

extension StoreConformance {
    private static func invitation(
        _ number: UInt32, in account: AccountID = .fixture, expiresAt moment: Timestamp = .fixture
    ) -> Invitation {
        var invitation = Invitation.fixture(.fixture(number), in: account)
        invitation.expiresAt = moment
        return invitation
    }

    static let dueInvitations: [Requirement] = [
        Requirement(.dueWork, "invitations are due when they expire, soonest first, over all accounts") { trial in
            let moments: [Timestamp] = [
                .fixture + .seconds(30), .fixture, Samples.beginningOfTime, .fixture + .seconds(20), Samples.endOfTime,
            ]
            for (number, moment) in moments.enumerated() {
                try await trial.insert(
                    invitation(UInt32(number), in: .init("account \(number)"), expiresAt: moment))
            }
            func keys(_ numbers: UInt32...) -> [RecordKey] { numbers.map { .invitation(.fixture($0)) } }
            try await trial.expectDue(.invitations, at: .fixture - .milliseconds(1), keys(2))
            try await trial.expectDue(.invitations, at: .fixture, keys(2, 1))
            try await trial.expectDue(.invitations, at: .fixture + .seconds(30), keys(2, 1, 3, 0))
            try await trial.expectDue(.invitations, at: Samples.endOfTime, keys(2, 1, 3, 0, 4))
        },
        Requirement(.dueWork, "an invitation that was accepted is not due") { trial in
            var accepted = invitation(1)
            accepted.client = "client"
            try await trial.insert(accepted, invitation(2), invitation(3))
            try await trial.expectDueAnyOrder([2, 3])
            var next = try await trial.stored(invitation(2))
            next.client = "client"
            let update = next
            try await trial.commit { $0.update(update) }
            try await trial.expectDueAnyOrder([3])
        },
        Requirement(.dueWork, "an invitation that is sent again or taken back is not due") { trial in
            try await trial.insert(invitation(1), invitation(2))
            var next = try await trial.stored(invitation(1))
            next.expiresAt = .fixture + .seconds(60)
            let (again, gone) = (next, try await trial.stored(invitation(2)))
            try await trial.commit { changes in
                changes.update(again)
                changes.delete(gone)
            }
            try await trial.expectDue(.invitations, at: .fixture + .seconds(59), [])
            try await trial.expectDue(.invitations, at: .fixture + .seconds(60), [.invitation(.fixture(1))])
        },
        Requirement(.dueWork, "of many invitations the soonest to expire come first") { trial in
            let order: [UInt32] = [5, 2, 8, 1, 9, 3, 7, 4, 6]
            try await trial.insert(order.map { invitation($0, expiresAt: .fixture + .seconds(Int($0))) })
            for limit in 1...9 {
                let due = try await trial.store.due(.invitations, at: .fixture + .seconds(60), limit: limit)
                let wanted: [RecordKey] = (1...limit).map { .invitation(.fixture(UInt32($0))) }
                try trial.expect(due.map(\.key), equals: wanted, "the soonest \(limit)")
            }
        },
    ]
}

extension Trial {
    /// Fails the requirement unless exactly the invitations with these numbers are due.
    fileprivate func expectDueAnyOrder(_ numbers: Set<UInt32>) async throws {
        let due = try await self.store.due(.invitations, at: .fixture, limit: 1_000).map(\.key)
        try self.expect(Set(due), equals: Set(numbers.map { .invitation(.fixture($0)) }), "the invitations due")
        try self.expect(due.count, equals: numbers.count, "their number")
    }
}
