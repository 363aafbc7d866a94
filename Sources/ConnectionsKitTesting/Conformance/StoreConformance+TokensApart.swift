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
    ]
}
