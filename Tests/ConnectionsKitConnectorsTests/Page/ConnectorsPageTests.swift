import Foundation
import Testing

/// `Documentation/Connectors.md` says what the catalogue says.
@Suite struct ConnectorsPageTests {
    private static let file: URL = {
        var url = URL(filePath: #filePath)
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url.appending(path: "Documentation/Connectors.md")
    }()

    @Test func `the page is what the catalogue says`() throws {
        let rendered = ConnectorsPage.rendered()
        if ProcessInfo.processInfo.environment["CONNECTIONSKIT_UPDATE_CONNECTORS"] == "1" {
            try Data(rendered.utf8).write(to: Self.file)
        }
        let written = (try? String(contentsOf: Self.file, encoding: .utf8)) ?? ""
        guard written != rendered else { return }
        let changes = rendered.split(separator: "\n").difference(from: written.split(separator: "\n"))
        let lines = changes.prefix(20).map { change in
            switch change {
            case .insert(let line, let text, _): "+ \(line + 1): \(text)"
            case .remove(let line, let text, _): "- \(line + 1): \(text)"
            }
        }
        Issue.record(
            """
            Documentation/Connectors.md is not what the catalogue says; Scripts/update-connectors writes it anew:
            \(lines.joined(separator: "\n"))
            """)
    }

    @Test func `each connector has one row, and each row as many cells as the heading`() {
        let rows = ConnectorsPage.rendered().split(separator: "\n").filter { $0.hasPrefix("|") && $0.contains("| `") }
        #expect(rows.count == Connectors.all.count)
        for row in rows { #expect(row.split(separator: "|", omittingEmptySubsequences: false).count == 12, "\(row)") }
    }
}
