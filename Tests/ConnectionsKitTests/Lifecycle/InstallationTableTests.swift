import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// Every event in every state of an installation and of an installed connection.
@Suite struct InstallationTableTests {
    private static func release(_ number: Int) -> Release {
        Release.fixture(.fixture(UInt32(100 + number)), number: number)
    }

    /// Status, release in production, and the release in stage where there is one.
    private static func name(_ installation: Installation) -> String {
        guard installation.status == .active else { return installation.status.rawValue }
        let stage = installation.environments.contains(.stage) ? "/\(installation.releaseNumber(in: .stage))" : ""
        return "\(installation.releaseNumber)\(stage)"
    }

    @Test func `an installation`() throws {
        let bare = Installation.fixture(.fixture(1), release: Self.release(2))
        let staged = try bare.withStage()
        let trying = try staged.staged(Self.release(3), by: .fixture())
        var (disabled, gone) = (bare, bare)
        disabled.status = .disabled
        gone.status = .uninstalled
        func upgrade(_ number: Int) -> StateTable<Installation>.Event {
            { installation throws(IllegalTransition) in
                try installation.upgraded(to: Self.release(number), by: .fixture())
            }
        }
        func stage(_ number: Int) -> StateTable<Installation>.Event {
            { installation throws(IllegalTransition) in
                try installation.staged(Self.release(number), by: .fixture())
            }
        }
        try StateTable(
            states: ["2": bare, "2/2": staged, "2/3": trying, "disabled": disabled, "uninstalled": gone],
            events: [
                "uninstall": { installation throws(IllegalTransition) in try installation.uninstalled() },
                "disable": { installation throws(IllegalTransition) in try installation.disabled() },
                "enable": { installation throws(IllegalTransition) in try installation.enabled() },
                "license": { installation throws(IllegalTransition) in
                    try installation.licensed(.trial(until: .fixture))
                },
                "add-stage": { installation throws(IllegalTransition) in try installation.withStage() },
                "remove-stage": { installation throws(IllegalTransition) in try installation.withoutStage() },
                "upgrade-to-2": upgrade(2), "upgrade-to-3": upgrade(3), "upgrade-to-4": upgrade(4),
                "stage-2": stage(2), "stage-3": stage(3), "stage-4": stage(4),
            ],
            name: Self.name
        ).check(
            """
                         uninstall    disable   enable  license   add-stage  remove-stage  upgrade-to-2  upgrade-to-3  upgrade-to-4  stage-2  stage-3   stage-4
            2            uninstalled  disabled  -       2         2/2        -             -             3             4             -        -         -
            2/2          uninstalled  disabled  -       2/2       -          2             -             3/3           4/4           -        2/3       2/4
            2/3          uninstalled  disabled  -       2/3       -          -             -             3/3           4/4           -        -         2/4
            disabled     uninstalled  -         2       disabled  disabled   -             -             disabled      disabled      -        -         -
            uninstalled  -            -         -       -         -          -             -             -             -             -        -         -
            """)
    }

    @Test func `a connection that its client pauses`() throws {
        let connection = Connection.fixture(.fixture(1))
        let paused = try connection.paused()
        try StateTable(
            states: ["in-use": connection, "paused": paused],
            events: [
                "pause": { connection throws(IllegalTransition) in try connection.paused() },
                "resume": { connection throws(IllegalTransition) in try connection.resumed() },
            ],
            name: { $0.isPaused ? "paused" : "in-use" }
        ).check(
            """
                    pause   resume
            in-use  paused  -
            paused  -       in-use
            """)
    }

    @Test func `an installed connection, release by release`() {
        var connection = Connection.fixture(.fixture(1))
        connection.scopes = ["read"]
        func definition(_ scopes: [String], name: String = "New name") -> BundledConnection {
            var source = Connection.fixture(.fixture(2), linkName: connection.linkName)
            source.scopes = scopes
            source.name = name
            return BundledConnection(source, places: [.smsAction("one"), .smsAction("two")])
        }
        let wider = definition(["read", "write"])
        let trying = connection.staged(wider)
        #expect(trying.scopes == ["read"] && trying.name == connection.name)
        #expect(trying.scopes(in: .stage) == ["read", "write"] && trying.scopes(in: .production) == ["read"])
        #expect(trying.exists(in: .stage) && trying.exists(in: .production))
        #expect(trying.staged(definition(["read"])).staged == nil)

        let upgraded = trying.upgraded(to: wider)
        #expect(upgraded.staged == nil && upgraded.scopes == ["read", "write"] && upgraded.name == "New name")
        #expect(
            upgraded.linkName == connection.linkName && upgraded.referenceCount == 2 && upgraded.kind == connection.kind
        )

        var new = connection
        new.staged = Connection.Staged(scopes: ["read"], isNew: true)
        #expect(new.exists(in: .stage) && !new.exists(in: .production))
        #expect(new.staged(wider).staged == Connection.Staged(scopes: ["read", "write"], isNew: true))
        #expect(new.upgraded(to: wider).exists(in: .production))

        let unused = trying.unused()
        #expect(unused.isUnused && unused.staged == nil && unused.referenceCount == 0 && unused.scopes == ["read"])
        #expect(!unused.upgraded(to: wider).isUnused)
    }
}
