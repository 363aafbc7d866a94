import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct UninstallReportTests {
    let world = World()

    private func report(_ installation: Installation) async throws -> UninstallReport {
        try await self.world.workspace.uninstallReport(of: installation.id, as: self.world.superAdmin)
    }

    @Test func `it follows each authorization from the uninstallation to the service's confirmation`() async throws {
        let world = self.world
        let installation = try await world.installed([
            .bundled("books"), .bundled("sheets", to: World.sheets, kind: .loggedInUser),
        ])
        try await world.authorize("books", in: installation, as: world.admin)
        try await world.authorize("sheets", in: installation, as: world.maria)
        // One that ended before.
        try await world.authorize("sheets", in: installation, as: world.nils)
        try await world.workspace.revoke("sheets", in: installation.id, as: world.nils)
        try await world.refusal(.wrongState) { try await self.report(installation) }

        try await world.workspace.uninstall(installation.id, as: world.superAdmin)
        let waiting = try await self.report(installation)
        #expect(!waiting.isComplete && waiting.authorizations.count == 3 && waiting.pending.count == 3)
        #expect(waiting.authorizations.count { $0.outcome == .waiting } == 2)
        #expect(Set(waiting.authorizations.map(\.authorizedBy)) == ["adam", "maria", "nils"])

        _ = try await world.system.maintenance.runOnce()
        let swept = try await self.report(installation)
        #expect(try await world.observed.all(Connection.self).isEmpty)
        #expect(swept.isComplete && swept.authorizations.map(\.id) == waiting.authorizations.map(\.id))
        #expect(swept.pending.count == 2 && swept.confirmed.map(\.user) == ["nils"])

        _ = try await world.system.maintenance.runOnce()
        let done = try await self.report(installation)
        #expect(done.confirmed.count == 3 && done.pending.isEmpty && done.failed.isEmpty)
        #expect(done.installation.status == .uninstalled)
    }

    @Test func `a revocation that the service refused for good is told`() async throws {
        let world = World { $0.maintenance.revocationTries = 1 }
        let installation = try await world.installed([.bundled("books")])
        try await world.authorize("books", in: installation, as: world.admin)
        try await world.workspace.uninstall(installation.id, as: world.superAdmin)
        world.provider.failRevocations(
            with: CredentialError(.refused, "no", providerCode: "unsupported_token_type"))
        _ = try await world.system.maintenance.runOnce()
        _ = try await world.system.maintenance.runOnce()
        let report = try await world.workspace.uninstallReport(of: installation.id, as: world.superAdmin)
        #expect(report.failed.map(\.accountName) == ["Books Account 1"])
        #expect(report.failed.map(\.outcome) == [.revoked(.failed("unsupported_token_type"))])
    }

    @Test func `an authorization that came too late is in it too`() async throws {
        let world = self.world
        let installation = try await world.installed([.bundled("books")])
        let pending = try await world.workspace.authorize("books", in: installation.id, as: world.admin)
        try await world.workspace.uninstall(installation.id, as: world.superAdmin)
        let error = try await world.error {
            try await world.workspace.complete(try World.callback(pending), as: world.admin)
        }
        #expect(error.code == .applicationDisabled)
        _ = try await world.system.maintenance.runOnce()
        _ = try await world.system.maintenance.runOnce()
        #expect(try await self.report(installation).confirmed.count == 1)
    }

    @Test func `a report holds one installation's authorizations alone`() async throws {
        let world = self.world
        let first = try await world.installed([.bundled("books")])
        try await world.authorize("books", in: first, as: world.admin)
        try await world.workspace.uninstall(first.id, as: world.superAdmin)
        _ = try await world.system.maintenance.runOnce()
        let second = try await world.workspace.install(
            try await world.workspace.planInstall(
                of: try await world.share(try await world.release(2, [.bundled("books")])).link,
                as: world.superAdmin), as: world.superAdmin)
        try await world.authorize("books", in: second, as: world.admin)
        try await world.workspace.uninstall(second.id, as: world.superAdmin)
        _ = try await world.system.maintenance.runOnce()
        let reports = (try await self.report(first), try await self.report(second))
        #expect(reports.0.authorizations.count == 1 && reports.1.authorizations.count == 1)
        #expect(reports.0.authorizations.map(\.id) != reports.1.authorizations.map(\.id))
    }
}
