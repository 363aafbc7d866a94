import ConnectionsKit

extension StoreConformance {
    static let trimming: [Requirement] = [
        Requirement(.trimming, "a trail of which nothing was removed begins at nothing") { trial in
            try await trial.expectStart(AuditStart())
            try await trial.write(3)
            try await trial.expectStart(AuditStart())
            try await trial.expectLeft(Array(1...3))
        },
        Requirement(.trimming, "the oldest records go, and the last of them is told with its number and code") {
            trial in
            let written = try await trial.write(6)
            for last in [2, 3, 5] {
                try await trial.commit { $0.trimAudit(of: .fixture, through: last) }
                try await trial.expectStart(AuditStart(sequence: last, code: written[last - 1].code))
                let left = try await trial.store.audit(of: .fixture, after: 0, limit: 1_000)
                try trial.expect(left, equals: Array(written[last...]), "what is left after \(last)")
                let rest = try await trial.store.audit(of: .fixture, after: 5, limit: 1_000)
                try trial.expect(rest.map(\.sequence), equals: [6], "what is read from a number on")
            }
        },
        Requirement(.trimming, "new entries go on where the trail ended, even when none is left") { trial in
            let written = try await trial.write(3)
            try await trial.commit { $0.trimAudit(of: .fixture, through: 3) }
            try await trial.expectLeft([])
            let later = try await trial.write(2)
            try trial.expect(later.map(\.sequence), equals: [4, 5], "the numbers")
            var previous = written[2].code
            for record in later {
                let code = Trial.link(record.sequence, previous, record.entry)
                try trial.expect(record.code, equals: code, "the code of entry \(record.sequence)")
                previous = code
            }
            try await trial.expectStart(AuditStart(sequence: 3, code: written[2].code))
            try await trial.expectLeft([4, 5])
        },
        Requirement(.trimming, "a code is kept byte for byte at the start") { trial in
            let codes: [[UInt8]] = [Array(0...255), [], [0]]
            for (index, code) in codes.enumerated() {
                var changes = ChangeSet()
                changes.record(.fixture())
                try await trial.store.commit(changes) { _, _, _ in code }
                try await trial.commit { $0.trimAudit(of: .fixture, through: index + 1) }
                try await trial.expectStart(AuditStart(sequence: index + 1, code: code))
            }
        },
        Requirement(.trimming, "a number that is not there is told as missing, and nothing is removed") { trial in
            let written = try await trial.write(4)
            try await trial.commit { $0.trimAudit(of: .fixture, through: 2) }
            for number in [5, 1_000, Int.max, 2, 1, 0, -1, Int.min] {
                try await trial.expectConflict(.missing, at: 1, "trimming through \(number)") { changes in
                    changes.insert(Application.fixture())
                    changes.trimAudit(of: .fixture, through: number)
                }
            }
            try await trial.expectConflict(.missing, "trimming the trail of nobody") {
                $0.trimAudit(of: "nobody", through: 1)
            }
            try await trial.expectStart(AuditStart(sequence: 2, code: written[1].code))
            try await trial.expectLeft([3, 4])
        },
        Requirement(.trimming, "what a set adds comes after what it removes, whatever their order") { trial in
            let written = try await trial.write(3)
            let added = try await trial.commit { changes in
                changes.record(.fixture(subject: "added"))
                changes.trimAudit(of: .fixture, through: 3)
            }
            try trial.expect(added.map(\.sequence), equals: [4], "the number of what was added")
            let code = Trial.link(4, written[2].code, .fixture(subject: "added"))
            try trial.expect(added.map(\.code), equals: [code], "its code")
            try await trial.expectLeft([4])
            try await trial.expectConflict(.missing, "removing what the set itself adds") { changes in
                changes.record(.fixture(subject: "never"))
                changes.trimAudit(of: .fixture, through: 5)
            }
            try await trial.expectLeft([4])
        },
        Requirement(.trimming, "a set may trim twice, and each sees what the one before left") { trial in
            let written = try await trial.write(5)
            try await trial.expectConflict(.missing, at: 1, "going back") { changes in
                changes.trimAudit(of: .fixture, through: 3)
                changes.trimAudit(of: .fixture, through: 2)
            }
            try await trial.expectLeft(Array(1...5))
            try await trial.commit { changes in
                changes.trimAudit(of: .fixture, through: 2)
                changes.trimAudit(of: .fixture, through: 4)
            }
            try await trial.expectStart(AuditStart(sequence: 4, code: written[3].code))
            try await trial.expectLeft([5])
        },
        Requirement(.trimming, "another account keeps its trail") { trial in
            let others = try await trial.write(3, in: "other")
            try await trial.write(3)
            try await trial.commit { $0.trimAudit(of: .fixture, through: 2) }
            try await trial.expectStart(AuditStart(), of: "other")
            let trail = try await trial.store.audit(of: "other", after: 0, limit: 10)
            try trial.expect(trail, equals: others, "the other trail")
            try await trial.expectConflict(.missing, "a number that another account alone has") {
                $0.trimAudit(of: .fixture, through: 1)
            }
        },
        Requirement(.trimming, "records and what else a set writes are left as they are") { trial in
            try await trial.insert(Samples.each(in: .fixture))
            try await trial.write(2)
            try await trial.commit { changes in
                changes.trimAudit(of: .fixture, through: 1)
                changes.insert(Application.fixture("new"))
            }
            for record in Samples.each(in: .fixture) + [Application.fixture("new")] {
                let seen = try await trial.store.record(record.recordKey, in: .fixture)
                try trial.expect(seen?.version, equals: 1, "the version of \(record.recordKey)")
            }
        },
        Requirement(.trimming, "of many who trim through one number at once one does") { trial in
            for round in 1...Trial.rounds {
                try await trial.write(1)
                let results = try await trial.race(4) { _ in
                    try await trial.commit { $0.trimAudit(of: .fixture, through: round) }
                }
                try trial.expectOneWinner(results, losersTold: [.missing])
            }
        },
    ]
}

extension Trial {
    /// Adds as many entries to a trail, each in a commit of its own.
    @discardableResult
    fileprivate func write(_ count: Int, in account: AccountID = .fixture) async throws(StoreError) -> [AuditRecord] {
        var written: [AuditRecord] = []
        for index in 0..<count {
            written += try await self.commit { $0.record(.fixture(in: account, subject: "\(index)")) }
        }
        return written
    }

    /// Fails the requirement unless the trail begins there.
    func expectStart(_ start: AuditStart, of account: AccountID = .fixture) async throws {
        try self.expect(try await self.store.auditStart(of: account), equals: start, "where the trail begins")
    }

    /// Fails the requirement unless the records with these numbers are left.
    fileprivate func expectLeft(_ numbers: [Int]) async throws {
        let left = try await self.store.audit(of: .fixture, after: 0, limit: 1_000)
        try self.expect(left.map(\.sequence), equals: numbers, "the records that are left")
    }
}
