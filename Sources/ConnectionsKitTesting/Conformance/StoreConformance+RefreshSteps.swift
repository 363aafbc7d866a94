import ConnectionsKit

extension StoreConformance {
    static let refreshSteps: [Requirement] = [
        Requirement(.refresh, "acquiring raises the epoch and takes the lease for the given time") { trial in
            try await trial.begin(.acquire(0))
            let tokens = try await trial.tokens()
            try trial.expect(tokens.lease.epoch, equals: 1, "the epoch")
            try trial.expect(tokens.lease.until, equals: trial.time.now + Trial.lease, "the end of the lease")
            try trial.expect(tokens.version, equals: 2, "the version of the record")
            try trial.expect(tokens.tokenVersion, equals: 1, "the version of the tokens")
        },
        Requirement(.refresh, "a held lease cannot be acquired") { trial in
            try await trial.begin(.acquire(0))
            try await trial.expectRefused(.acquire(1), "acquiring a lease that another holds")
            try await trial.expectRefused(.acquire(0), "acquiring with an epoch that is gone")
        },
        Requirement(.refresh, "a lease is acquired in the epoch that was read") { trial in
            try await trial.begin(.acquire(0), .release(epoch: 1))
            try await trial.expectRefused(.acquire(0), "acquiring with an epoch that is gone")
            try await trial.expectRefused(.acquire(2), "acquiring with an epoch to come")
            try await trial.refresh(.acquire(1))
        },
        Requirement(.refresh, "a call is announced by the holder, for the tokens that are stored") { trial in
            try await trial.begin()
            try await trial.expectRefused(.intend(0), "announcing a call without a lease")
            try await trial.refresh(.acquire(0))
            try await trial.expectRefused(.intend(0), "announcing a call in an epoch that is gone")
            try await trial.expectRefused(.intend(epoch: 1, tokenVersion: 2), "announcing a call for other tokens")
            try await trial.refresh(.intend(1))
            let phase = try await trial.tokens().lease.phase
            try trial.expect(phase, equals: .calling(tokenVersion: 1, epoch: 1), "the phase")
        },
        Requirement(.refresh, "a lease is given back by its holder") { trial in
            try await trial.begin(.acquire(0))
            try await trial.expectRefused(.release(epoch: 0), "giving back the lease of another epoch")
            try await trial.refresh(.intend(1))
            try await trial.refresh(.release(epoch: 1))
            let lease = try await trial.tokens().lease
            try trial.expect(lease.until, equals: nil, "the end of the lease")
            try trial.expect(lease.phase, equals: .idle, "the phase")
            try await trial.refresh(.acquire(1))
        },
        Requirement(.refresh, "steps in one set follow each other") { trial in
            try await trial.begin()
            try await trial.refresh(.acquire(0), .intend(1))
            let tokens = try await trial.tokens()
            try trial.expect(tokens.lease.phase, equals: .calling(tokenVersion: 1, epoch: 1), "the phase")
            try trial.expect(tokens.version, equals: 3, "the version of the record")
        },
        Requirement(.refresh, "what is not there cannot be refreshed") { trial in
            try await trial.expectConflict(.missing, at: 1, "refreshing a grant without tokens") { changes in
                changes.insert(Application.fixture())
                changes.refresh(Trial.grant, in: .fixture, .acquire(0))
            }
        },
        Requirement(.refresh, "of many who acquire at once one gets the lease") { trial in
            try await trial.begin()
            for round in 0..<Trial.rounds {
                let epoch = try await trial.tokens().lease.epoch
                try trial.expect(epoch, equals: round, "the epoch")
                let results = try await trial.race(8) { _ in try await trial.refresh(.acquire(epoch)) }
                try trial.expectOneWinner(results, losersTold: [.epoch])
                try await trial.refresh(.release(epoch: epoch + 1))
            }
        },
        Requirement(.refresh, "a long walk of steps ends where the pure function ends") { trial in
            try await trial.walk(seed: 7, pause: 0)
        },
    ]
}

extension Trial {
    /// Takes steps at random, with pauses of up to `pause` seconds, and compares with the pure function after each.
    func walk(seed: UInt64, pause: Int) async throws {
        try await self.begin()
        var model = try await self.tokens()
        var generator = SeededGenerator(seed: seed)
        for index in 0..<200 {
            let step = RefreshStep.random(for: model, using: &generator)
            self.time.advance(by: .seconds(Int.random(in: 0...pause, using: &generator)))
            let wanted = try? model.applying(step, now: self.time.now)
            let conflict = try await self.conflict { $0.refresh(Self.grant, in: .fixture, step) }
            let code = wanted == nil ? StoreError.Conflict.epoch : nil
            try self.expect(conflict, equals: code, "what step \(index), \(step), was told")
            if let wanted {
                model = wanted
                model.version += 1
            }
            let stored = try await self.tokens()
            try self.expect(stored == model, "after step \(index), \(step): \(stored) instead of \(model)")
        }
    }
}

extension RefreshStep {
    /// A step that is often the holder's and sometimes a little off.
    fileprivate static func random(for tokens: TokenState, using generator: inout SeededGenerator) -> RefreshStep {
        let epoch = tokens.lease.epoch - (Int.random(in: 0..<5, using: &generator) == 0 ? 1 : 0)
        let version = tokens.tokenVersion - (Int.random(in: 0..<8, using: &generator) == 0 ? 1 : 0)
        let isBare = Bool.random(using: &generator)
        switch Int.random(in: 0..<6, using: &generator) {
        case 0, 1: return .acquire(epoch: epoch, duration: Trial.lease)
        case 2: return .intend(epoch: epoch, tokenVersion: version)
        case 3:
            let tokens = RefreshedTokens(
                access: .fixture("access \(version)"), refresh: isBare ? nil : .fixture("refresh \(version)"),
                expiresAt: isBare ? nil : .fixture + .seconds(version * 60))
            return .succeed(epoch: epoch, tokenVersion: version, tokens: tokens)
        case 4:
            let kind: TokenHealth.Failure.Kind = isBare ? .outcomeUnknown : .transient
            let failure = TokenHealth.Failure(kind: kind, code: "code \(version)", at: .fixture)
            return .fail(
                epoch: epoch, tokenVersion: version, failure: failure, retryAt: isBare ? nil : .fixture + .seconds(9))
        default: return .release(epoch: epoch)
        }
    }
}
