import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct InstallationLifecycleTests {
    static let statuses: [Installation.Status] = [.active, .disabled, .uninstalled]

    private func installation(_ status: Installation.Status, licence: Licence = .unlimited) -> Installation {
        var installation = Installation.fixture(.fixture(1))
        installation.status = status
        installation.licence = licence
        return installation
    }

    @Test(arguments: statuses) func `uninstalling is final`(status: Installation.Status) throws {
        let installation = self.installation(status)
        guard status == .uninstalled else {
            let next = try installation.uninstalled()
            #expect(next.status == .uninstalled)
            return
        }
        let error = #expect(throws: IllegalTransition.self) { try installation.uninstalled() }
        #expect(error?.reason == .uninstalled)
    }

    @Test(arguments: statuses) func `use in every state, environment and term`(status: Installation.Status) {
        let end = Timestamp.fixture + .seconds(60)
        for (licence, kind) in [(Licence.trial(until: end), "trial"), (.subscription(until: end), "subscription")] {
            let installation = self.installation(status, licence: licence)
            for environment in LiveEnvironment.allCases {
                for (moment, isValid) in [(end - .milliseconds(1), true), (end, false)] {
                    let refusal = installation.refusalOfUse(in: environment, at: moment)
                    switch status {
                    case .uninstalled: #expect(refusal == "it has been uninstalled")
                    case .disabled: #expect(refusal == "it has been disabled")
                    case .active:
                        let expected =
                            environment != .production
                            ? "it has no \(environment) environment" : isValid ? nil : "its \(kind) has ended"
                        #expect(refusal == expected)
                    }
                }
            }
        }
        let forever = Timestamp(milliseconds: .max)
        #expect((self.installation(status).refusalOfUse(in: .production, at: forever) == nil) == (status == .active))
    }
}

@Suite struct ApplicationLifecycleTests {
    @Test func `releases are numbered one after another`() throws {
        let first = try Application.fixture().releasing()
        #expect(first.lastRelease == 1)
        #expect(try first.releasing().lastRelease == 2)
        try first.requireEditable()
    }

    @Test func `one that is being published is neither edited nor released`() {
        var application = Application.fixture(name: "Estate")
        application.publishing = Application.PublishLock(user: "olga", since: .fixture)
        for event in [{ try application.requireEditable() }, { _ = try application.releasing() }] {
            let error = #expect(throws: IllegalTransition.self) { try event() }
            #expect(error?.reason == .publishInProgress)
            #expect(error?.message == "olga has been publishing \"Estate\" since 2026-01-01T00:00:00Z.")
        }
    }
}
