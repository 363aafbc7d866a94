import ConnectionsKit
import ConnectionsKitTesting
import Foundation
import Testing

@Suite struct AuditExportTests {
    let world = World()

    private func export(
        matching filter: AuditFilter = .all, after sequence: Int = 0, from world: World? = nil
    ) async throws -> [String] {
        let world = world ?? self.world
        var lines: [String] = []
        for try await line in try world.system.exportAudit(matching: filter, after: sequence, as: world.superAdmin) {
            lines.append(line)
        }
        return lines
    }

    /// Records of every shape, with texts that need care.
    private func fill(_ world: World) async throws {
        let texts = ["plain", "\"quoted\" \\ and\n\u{1}\u{7F}\u{2028}", "caf\u{E9} cafe\u{301} \u{1F511}", ""]
        try await world.write { changes in
            for text in texts {
                var entry = AuditEntry.fixture(in: "acme", subject: text, changed: [text, "b"])
                changes.record(entry)
                entry.actor = .platform("pat")
                entry.outcome = .denied(rules: [text, "x"])
                entry.connection = .fixture(1)
                changes.record(entry)
                entry.actor = .system
                entry.outcome = .failed(code: text)
                entry.grant = .fixture(2)
                entry.subject = nil
                entry.changed = []
                changes.record(entry)
            }
        }
    }

    @Test func `each record is one line of JSON with every key, always in the same order`() async throws {
        try await self.fill(self.world)
        let lines = try await self.export()
        let records = try await self.world.trail(of: "acme")
        #expect(lines.count == records.count)
        for (line, record) in zip(lines, records) {
            #expect(!line.contains { $0.isNewline })
            let decoded = try JSONSerialization.jsonObject(with: Data(line.utf8))
            let object = try #require(decoded as? [String: Any])
            #expect(object.count == 14 && object["format"] as? String == "connectionskit.audit.1")
            #expect(object["sequence"] as? Int == record.sequence)
            #expect(object["milliseconds"] as? Int64 == record.entry.at.milliseconds)
            #expect(object["at"] as? String == record.entry.at.description)
            #expect(object["action"] as? String == record.entry.action.rawValue)
            let subject = object["subject"] as? String
            #expect(subject.map { Array($0.utf8) } == record.entry.subject.map { Array($0.utf8) })
            #expect((object["changed"] as? [String])?.count == record.entry.changed.count)
            #expect((object["code"] as? String)?.count == record.code.count * 2)
        }
        #expect(
            lines[0]
                == #"{"format":"connectionskit.audit.1","account":"acme","sequence":1,"at":"\#(records[0].entry.at)","#
                + #""milliseconds":\#(records[0].entry.at.milliseconds),"actor":{"kind":"user","user":"\#(UserID.fixture)","#
                + #""account":"acme","role":"developer"},"action":"create_connection","connection":null,"grant":null,"#
                + #""subject":"plain","outcome":{"kind":"allowed"},"changed":["plain","b"],"previous":"","#
                + #""code":"\#(records[0].code.map { String(format: "%02x", $0) }.joined())"}"#)
    }

    @Test func `an export verifies, of the whole trail, of its end, and filtered`() async throws {
        try await self.fill(self.world)
        let count = try await self.world.trail(of: "acme").count
        var report = try await self.world.system.verifyAuditExport(try await self.export())
        #expect(
            report.account == "acme" && report.count == count && report.first == 1 && report.last == count
                && report.isGapless)
        report = try await self.world.system.verifyAuditExport(try await self.export(after: 4))
        #expect(report.first == 5 && report.last == count && report.isGapless)
        let filtered = try await self.export(matching: AuditFilter(user: "pat"))
        report = try await self.world.system.verifyAuditExport(filtered)
        #expect(report.count == 4 && !report.isGapless)
        report = try await self.world.system.verifyAuditExport([])
        #expect(report.account == nil && report.count == 0 && report.first == nil && report.isGapless)
    }

    @Test func `it is read page by page, and ends where the trail ends`() async throws {
        try await self.world.write { changes in
            for number in 1...1_203 { changes.record(.fixture(in: "acme", subject: "number:\(number)")) }
        }
        let lines = try await self.export()
        #expect(lines.count == 1_203 && self.world.store.count(of: .audit) == 4)
        #expect(try await self.world.system.verifyAuditExport(lines).isGapless)
    }

    @Test func `a trail that was trimmed is exported from where it begins, and verifies`() async throws {
        try await self.fill(self.world)
        try await self.world.write { $0.trimAudit(of: "acme", through: 5) }
        let lines = try await self.export()
        let report = try await self.world.system.verifyAuditExport(lines)
        #expect(report.first == 6 && report.isGapless && lines.count == 7)
        try await self.world.refusal(.notFound) { try await self.export(after: 2) }
    }

    @Test func `whatever is changed in an export is found, with its line`() async throws {
        try await self.fill(self.world)
        let lines = try await self.export()
        let other = World()
        try await other.write { $0.record(.fixture(in: "rival")) }
        let rival = try #require(
            try await other.export(as: .client("rita", account: "rival", role: .superAdmin)).first)
        let forgeries: [(Int, (inout [String]) -> Void)] = [
            (2, { $0[1] = $0[1].replacingOccurrences(of: "\"pat\"", with: "\"bob\"") }),
            (2, { $0[1] = $0[1].replacingOccurrences(of: "denied", with: "allowed") }),
            (2, { $0[1] = $0[1].replacingOccurrences(of: "\"sequence\":2", with: "\"sequence\":3") }),
            (2, { $0[1] = $0[1].replacingOccurrences(of: "\"milliseconds\":", with: "\"milliseconds\":1") }),
            (2, { $0[1] += " " }),
            (2, { $0[1] = "" }),
            (2, { $0[1] = "{}" }),
            (2, { $0[1] = String($0[1].dropLast(10)) }),
            (2, { $0[1] = $0[1].replacingOccurrences(of: "\"at\":\"2", with: "\"at\":\"3") }),
            (3, { $0.swapAt(1, 2) }),
            (3, { $0.insert($0[1], at: 2) }),
            (2, { $0[1] = rival }),
        ]
        for (index, (line, forge)) in forgeries.enumerated() {
            var forged = lines
            forge(&forged)
            let error = try await self.world.error { try await self.world.system.verifyAuditExport(forged) }
            #expect(error.code == .corrupt && error.message.contains("Line \(line) "), "forgery \(index): \(error)")
        }
        // A line that is left out shows as a gap.
        #expect(try await !self.world.system.verifyAuditExport(lines[..<2] + lines[3...]).isGapless)
    }
}

extension World {
    fileprivate func export(as person: Principal) async throws -> [String] {
        var lines: [String] = []
        for try await line in try self.system.exportAudit(as: person) { lines.append(line) }
        return lines
    }
}
