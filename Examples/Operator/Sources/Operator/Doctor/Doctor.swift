import ConnectionsKit
import ConnectionsKitSQLite

/// Makes the checks one after the other, as far as what is found lets it.
struct Doctor {
    var path: String
    var depth: SQLiteIntegrityReport.Depth
    var keys: KeyOptions
    var time: TimeSource

    func examine(_ progress: ProgressLine) async throws -> DoctorReport {
        var report = DoctorReport()
        let file = try await SQLiteConnectionStore.inspect(at: self.path)
        report.add(.file, FileCheck.findings(file))
        guard file.kind == .store, !file.needsMigration else {
            report.skipped = Finding.Check.allCases.filter { $0 != .file }
            return report
        }
        do {
            try await self.examine(
                try await SQLiteConnectionStore.open(at: self.path, time: self.time), &report, progress)
        } catch {
            // Damage shows in any check, and what was found before it counts.
            let failure = Failure(error)
            guard failure.exit == .unusable else { throw error }
            let check = Finding.Check.allCases.first { !report.checked.contains($0) } ?? .file
            report.add(
                check, [Finding(severity: .error, check: check, message: failure.message, remedy: failure.remedy)])
        }
        report.skipped = Finding.Check.allCases.filter { !report.checked.contains($0) }
        return report
    }

    private func examine(
        _ store: SQLiteConnectionStore, _ report: inout DoctorReport, _ progress: ProgressLine
    ) async throws {
        progress.show("looking through the file")
        let integrity = try await store.checkIntegrity(self.depth)
        report.add(
            .integrity,
            integrity.findings.map {
                Finding(severity: .error, check: .integrity, message: $0.description, remedy: "")
            })
        if self.keys.areGiven {
            report.add(.keys, try await KeyFindings.of(self.keys, for: store, self.time))
        }
        let system = Platform.system(over: store, time: self.time)
        let now = self.time.now()
        var (clock, maintenance, grants) = (ClockCheck(), MaintenanceCheck(at: now), GrantCheck())
        try await GrantWalk(store: store, system: system).forEach(progress) { standing in
            clock.add(standing)
            maintenance.add(standing)
            grants.add(standing, catalogue: system.catalogue)
        }
        report.add(.clock, clock.findings(at: now))
        report.add(.maintenance, try await maintenance.findings(store))
        report.add(.grants, grants.findings)
        report.add(.people, grants.peopleFindings)
    }
}
