import ConnectionsKit
import ConnectionsKitSQLite
import Foundation
import Testing

@testable import Operator

@Suite struct DoctorTests {
    private func examine(_ estate: Estate, at path: String? = nil, _ words: String...) async -> Shell.Result {
        await estate.shell.run(["doctor", "--database", path ?? estate.database, "--quiet"] + words)
    }

    /// The severity and the check of each finding.
    private func findings(_ json: JSON) -> [String] {
        json["findings"].array.map { "\($0["severity"].string ?? "") \($0["check"].string ?? "")" }
    }

    @Test func `a new database is healthy`() async throws {
        let estate = try await Estate()
        try await estate.console.registerApplication("estate", name: "Estate", as: estate.olga)
        let result = await self.examine(estate, at: nil, "--keys", estate.keys, "--full")
        #expect(result.status == 0, "\(result.answer)")
        #expect(result.answer.hasSuffix("Healthy: nothing was found.\n"))
        let json = try await self.examine(estate, at: nil, "--keys", estate.keys, "--json").json()
        #expect(json.keys == ["isHealthy", "findings", "checked", "skipped"] && json["isHealthy"].bool == true)
        #expect(json["checked"].array.map(\.string) == Finding.Check.allCases.map(\.rawValue))
    }

    @Test func `what needs somebody is found, with its remedy`() async throws {
        let estate = try await Estate.lived()
        let json = try await self.examine(estate, at: nil, "--json").json()
        #expect(self.findings(json) == ["warning grants", "warning people"])
        #expect(json["findings"][0].keys == ["severity", "check", "message", "remedy"])
        #expect(json["skipped"].array.map(\.string) == ["keys"])
        let result = await self.examine(estate)
        #expect(result.status == 1)
        #expect(result.answer.contains("WARNING (grants): The answer to the last refresh of 1 grant was lost."))
        #expect(result.answer.contains("WARNING (people): 2 connections waiting for somebody."))
        #expect(result.answer.hasSuffix("2 warnings\n"))
    }

    @Test func `maintenance that does not run is found`() async throws {
        let estate = try await Estate.lived()
        estate.time.advance(by: .seconds(3_600))
        let result = await self.examine(estate)
        #expect(result.answer.contains("1 duty is overdue, the oldest since 2026-01-01T01:00:01Z."))
        #expect(result.answer.contains("1 refresh is overdue, the oldest since 2026-01-01T01:01:01Z."))
    }

    @Test func `a clock that is behind the records is found`() async throws {
        let estate = try await Estate.lived()
        estate.time.jump(by: .seconds(-7_200))
        let json = try await self.examine(estate, at: nil, "--json").json()
        #expect(self.findings(json).contains("warning clock"))
    }

    @Test func `a client that the service refuses is an error that names it`() async throws {
        let estate = try await Estate.lived()
        estate.time.advance(by: .seconds(600))
        estate.provider.fail(with: CredentialError(.configuration, "no", providerCode: "invalid_client"))
        let sheets = try await ConnectionRuntime(estate.system).connection(
            "zoho_sheets", in: .installed(try await estate.installation().id, of: "acme"))
        _ = try? await sheets.credential(at: .pagePanel("home", panel: "numbers"), for: estate.maria)
        let result = await self.examine(estate)
        #expect(
            result.answer.contains(
                "ERROR (grants): The service refuses the OAuth client of 1 grant: zoho_sheets, client platform."))
    }

    @Test func `a file that others can read is an error`() async throws {
        let estate = try await Estate()
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: estate.database)
        let result = await self.examine(estate)
        #expect(
            result.status == 1 && result.answer.contains("ERROR (file): Others than its owner may read or write it."))
        #expect(result.answer.contains("chmod 600"))
    }

    @Test func `a newer schema is found, and nothing else is looked at`() async throws {
        let estate = try await Estate.lived()
        try await estate.copy(to: "\(estate.folder)/newer.sqlite", schemaVersion: 99)
        let json = try await self.examine(estate, at: "\(estate.folder)/newer.sqlite", "--json").json()
        #expect(
            self.findings(json) == ["error file"] && json["skipped"].array.count == Finding.Check.allCases.count - 1)
    }

    @Test func `damage is found and not thrown`() async throws {
        let estate = try await Estate.lived()
        let path = "\(estate.folder)/damaged.sqlite"
        try await estate.copy(to: path)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        for index in stride(from: 8_192, to: bytes.count, by: 7) { bytes[index] ^= 0x5A }
        try bytes.write(to: URL(fileURLWithPath: path))
        let result = await self.examine(estate, at: path, "--json")
        #expect(result.status == 1)
        #expect(try self.findings(result.json()).contains("error integrity"))
    }
}
