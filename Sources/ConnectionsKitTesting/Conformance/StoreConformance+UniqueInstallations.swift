import ConnectionsKit

extension StoreConformance {
    private static func installation(
        _ number: UInt32, of application: ApplicationID = "shop", by developer: AccountID = "developer",
        in account: AccountID = .fixture, _ status: Installation.Status = .active
    ) -> Installation {
        var installation = Installation.fixture(
            .fixture(number), in: account, release: .fixture(in: developer, application: application))
        installation.status = status
        return installation
    }

    static let uniqueInstallations: [Requirement] = [
        Requirement(.uniqueness, "an application is installed once at an account") { trial in
            try await trial.insert(installation(1))
            try await trial.expectConflict(.unique(.installation), at: 1, "a second installation") { changes in
                changes.insert(installation(2, of: "crm"))
                changes.insert(installation(3))
            }
        },
        Requirement(.uniqueness, "an installation that is disabled is there all the same") { trial in
            try await trial.insert(installation(1, .disabled))
            for status in [Installation.Status.active, .disabled] {
                try await trial.expectConflict(.unique(.installation), "a second installation") {
                    $0.insert(installation(2, status))
                }
            }
        },
        Requirement(.uniqueness, "applications of other names, developers and accounts can be installed besides") {
            trial in
            try await trial.insert(
                installation(1), installation(2, of: "crm"), installation(3, by: "another"),
                installation(1, in: "other"), installation(5, of: "SHOP"), installation(6, of: "shop "))
        },
        Requirement(.uniqueness, "what was uninstalled is in nobody's way") { trial in
            try await trial.insert(installation(1, .uninstalled), installation(2, .uninstalled), installation(3))
            let stored = try await trial.stored(installation(3))
            var gone = stored
            gone.status = .uninstalled
            let update = gone
            try await trial.commit { changes in
                changes.update(update)
                changes.insert(installation(4))
            }
            try await trial.insert(installation(5, .uninstalled))
            try await trial.expectFound(.installations, (1...5).map { .fixture($0) })
        },
        Requirement(.uniqueness, "an update that brings an installation back beside another conflicts") { trial in
            try await trial.insert(installation(1, .uninstalled), installation(2))
            for status in [Installation.Status.active, .disabled] {
                var back = try await trial.stored(installation(1))
                back.status = status
                let update = back
                try await trial.expectConflict(.unique(.installation), "an update to \(status)") { $0.update(update) }
            }
            let stored = try await trial.stored(installation(1))
            try trial.expect(stored.status, equals: .uninstalled, "the status after a refused update")
            try trial.expect(stored.version, equals: 1, "the version after a refused update")
        },
        Requirement(.uniqueness, "an installation keeps its place when it is written") { trial in
            try await trial.insert(installation(1))
            for status in [Installation.Status.disabled, .active, .uninstalled, .active] {
                var next = try await trial.stored(installation(1))
                next.status = status
                let update = next
                try await trial.commit { $0.update(update) }
            }
            try await trial.expectConflict(.unique(.installation), "a second one after all") {
                $0.insert(installation(2))
            }
        },
        Requirement(.uniqueness, "of two installations of one application at once one holds") { trial in
            for round in 0..<Trial.rounds {
                let results = try await trial.race(2) { index in
                    try await trial.insert(
                        installation(UInt32(2 * round + index), of: .init("application \(round)")))
                }
                try trial.expectOneWinner(results, losersTold: [.unique(.installation)])
            }
        },
    ]
}
