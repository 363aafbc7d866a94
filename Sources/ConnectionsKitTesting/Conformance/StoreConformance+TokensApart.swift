import ConnectionsKit

extension StoreConformance {
    static let tokensApart: [Requirement] = [
        Requirement(.tokensApart, "a refresh leaves the grant's version, a rename the tokens'") { trial in
            let grant = Grant.fixture(Trial.grant)
            try await trial.insert(grant)
            try await trial.begin(.acquire(0), .intend(1), .succeed(1))
            var stored = try await trial.stored(grant)
            try trial.expect(stored.version, equals: 1, "the grant's version after a refresh")
            let before = try await trial.tokens()
            stored.accountName = "renamed"
            let renamed = stored
            try await trial.commit { $0.update(renamed) }
            try trial.expect(try await trial.tokens() == before, "the tokens changed with a rename")
        },
        Requirement(.tokensApart, "a rename and a refresh at once lose neither") { trial in
            let grant = Grant.fixture(Trial.grant)
            try await trial.insert(grant)
            try await trial.begin()
            for round in 1...Trial.rounds {
                let stored = try await trial.stored(grant)
                let results = try await trial.race(2) { index in
                    if index == 0 {
                        try await trial.refresh(.acquire(round - 1))
                        try await trial.refresh(.intend(epoch: round, tokenVersion: round))
                        let tokens = RefreshedTokens(access: .fixture("access \(round)"), refresh: nil, expiresAt: nil)
                        try await trial.refresh(.succeed(epoch: round, tokenVersion: round, tokens: tokens))
                    } else {
                        for step in 0..<3 {
                            var next = stored
                            next.version += step
                            next.accountName = "name \(round)"
                            let renamed = next
                            try await trial.commit { $0.update(renamed) }
                        }
                    }
                }
                try trial.expect(results.allSatisfy { $0 == nil }, "one got in the way of the other: \(results)")
                let name = try await trial.stored(grant).accountName
                try trial.expect(name, equals: "name \(round)", "the account's name")
                let access = try await trial.tokens().access
                try trial.expect(access, equals: .fixture("access \(round)"), "the access token")
            }
        },
        Requirement(.tokensApart, "tokens are not written over once a step was taken since they were read") { trial in
            try await trial.begin()
            let read = try await trial.tokens()
            try await trial.refresh(.acquire(0))
            try await trial.expectConflict(.version, "sealing anew what has been refreshed since") { $0.update(read) }
        },
        Requirement(.tokensApart, "tokens sealed anew keep their version and their lease, so that a refresh goes on") {
            trial in
            try await trial.begin(.acquire(0), .release(epoch: 1))
            let before = try await trial.tokens()
            var sealed = before
            sealed.access = .fixture("the same, sealed anew")
            sealed.refresh = .fixture("the same refresh, sealed anew")
            let update = sealed
            try await trial.commit { $0.update(update) }
            let tokens = try await trial.tokens()
            try trial.expect(tokens.access, equals: sealed.access, "the access token")
            try trial.expect(tokens.tokenVersion, equals: before.tokenVersion, "the version of the tokens")
            try trial.expect(tokens.lease, equals: before.lease, "the lease")
            // What was read before holds: only its epoch and the version of the tokens count.
            try await trial.refresh(.acquire(1))
            try await trial.refresh(.intend(2))
            try await trial.refresh(.succeed(2))
            try trial.expect(try await trial.tokens().access, equals: .fixture("new access 2"), "the access token")
        },
        Requirement(.tokensApart, "of sealing anew and a refresh at once the new token is never lost") { trial in
            for round in 0..<Trial.rounds {
                let grant = Grant.ID.fixture(UInt32(100 + round))
                let fresh = TokenState.fixture(of: grant)
                try await trial.insert(fresh)
                let idle = try await trial.stored(fresh)
                let results = try await trial.race(2) { index in
                    if index == 0 {
                        for step in [RefreshStep.acquire(0), .intend(1), .succeed(1)] {
                            try await trial.commit { $0.refresh(grant, in: .fixture, step) }
                        }
                    } else {
                        var sealed = idle
                        sealed.access = .fixture("the old, sealed anew")
                        let update = sealed
                        try await trial.commit { $0.update(update) }
                    }
                }
                try trial.expect(results[0] == nil, "a refresh was told \(results[0] as Any)")
                let isTold = results[1].map { $0.conflict == .version } ?? true
                try trial.expect(isTold, "sealing anew was told \(results[1] as Any)")
                let access = try await trial.stored(fresh).access
                try trial.expect(access, equals: .fixture("new access 1"), "the access token")
            }
        },
    ]
}
