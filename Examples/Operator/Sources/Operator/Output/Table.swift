/// Rows under titles, in columns that fit into a line.
struct Table {
    var titles: [String]
    var rows: [[String]]

    /// The least that is left of a column which is cut.
    private static let narrowest = 6
    private static let gap = "  "

    /// The lines; columns that are the widest are cut until they fit.
    func lines(width: Int?) -> [String] {
        var widths = self.titles.map(\.count)
        for row in self.rows {
            for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell.count) }
        }
        if let width { self.fit(&widths, into: width) }
        return ([self.titles] + self.rows).map { row in
            zip(row, widths).map { Self.padded($0, to: $1) }.joined(separator: Self.gap).withoutTrailingSpaces
        }
    }

    private func fit(_ widths: inout [Int], into width: Int) {
        func total() -> Int { widths.reduce(0, +) + Self.gap.count * (widths.count - 1) }
        while total() > width, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
            widths[widest] > Self.narrowest
        {
            widths[widest] -= 1
        }
    }

    private static func padded(_ cell: String, to width: Int) -> String {
        guard cell.count <= width else { return cell.prefix(width - 1) + "…" }
        return cell + String(repeating: " ", count: width - cell.count)
    }
}

extension String {
    fileprivate var withoutTrailingSpaces: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
