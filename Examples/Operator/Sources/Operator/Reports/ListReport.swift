/// A list, or one page of it.
struct ListReport: Report {
    var kind: ListedKind
    var columns: [Column]
    var rows: [[Cell]]
    /// What to pass as `--after` for the next page; `nil` on the last.
    var next: String?

    func text(width: Int?) -> String {
        if self.rows.isEmpty, self.next == nil { return "no \(self.kind.rawValue)" }
        var lines = Table(titles: self.columns.map(\.title), rows: self.rows.map { $0.map(\.words) })
            .lines(width: width)
        if let next { lines += ["", "It goes on: --after \(next)"] }
        return lines.joined(separator: "\n")
    }
}

extension ListReport {
    private enum Key: String, CodingKey { case kind, rows, next }

    private struct Field: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(self.kind.rawValue, forKey: .kind)
        try container.encode(self.next, forKey: .next)
        var rows = container.nestedUnkeyedContainer(forKey: .rows)
        for row in self.rows {
            var fields = rows.nestedContainer(keyedBy: Field.self)
            for (column, cell) in zip(self.columns, row) {
                try fields.encode(cell, forKey: Field(stringValue: column.key))
            }
        }
    }
}
