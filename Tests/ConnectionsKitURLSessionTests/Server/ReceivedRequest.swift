/// A request as it came over the wire.
struct ReceivedRequest: Sendable {
    /// The request line and header lines, without their line ends.
    let lines: [String]
    let body: [UInt8]

    var requestLine: String { self.lines.first ?? "" }

    /// The values of the lines with this name.
    func values(of name: String) -> [String] {
        self.lines.dropFirst().compactMap { line in
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, parts[0].lowercased() == name.lowercased() else { return nil }
            return parts[1].hasPrefix(" ") ? String(parts[1].dropFirst()) : String(parts[1])
        }
    }
}
