import Foundation

/// Fills two files and has children measure at both.
struct Driver {
    let options: Options
    let folder: URL

    private var small: String { self.folder.appendingPathComponent("small.sqlite").path }
    private var large: String { self.folder.appendingPathComponent("large.sqlite").path }

    /// How much more memory the larger file may take than the smaller one, in megabytes.
    private static let memoryBound = 16.0

    func run() throws {
        let sizes = [(self.small, self.options.small), (self.large, self.options.grants)]
        for (path, grants) in sizes { try Child.run("fill", path, "\(grants)") }
        for (path, grants) in sizes {
            say("\(grants) grants are \((try self.size(of: path) / 1e6).rounded(0)) MB on the disk")
        }
        try Child.run(
            "times", self.small, "\(self.options.small)", self.large, "\(self.options.grants)",
            "\(self.options.batches)", "\(self.options.coldCalls)")
        try self.requireFlat("memory", sizes, ["questions", "verification"])
        var before = 0
        for due in [min(100, self.options.due), self.options.due] {
            try self.requireFlat("maintain", sizes, ["peak"], "\(due)", "\(before)")
            before = due
        }
        let peaks = try sizes.map { path, grants in
            try self.rotate(
                path, grants, kills: grants == self.options.grants ? self.options.kills : 0,
                refreshes: self.options.refreshes)
        }
        try require(
            peaks[1] <= peaks[0] + Self.memoryBound,
            "a rotation takes \(peaks[1].rounded(1)) MB, more than \(Self.memoryBound) MB beyond \(peaks[0].rounded(1)) MB"
        )
    }

    /// Has both files measured, and refuses a figure that grows with the number of grants.
    private func requireFlat(
        _ command: String, _ sizes: [(path: String, grants: Int)], _ names: [String], _ more: String...
    ) throws {
        let figures = try sizes.map { path, grants in
            let figures = try Child([command, path, "\(grants)"] + more).finish()
            for line in figures.lines { say(line) }
            return figures
        }
        for name in names {
            let (small, large) = (try figures[0][name], try figures[1][name])
            say(
                "memory, \(command) \(more.joined(separator: " ")) \(name): \(small.rounded(1)) and \(large.rounded(1)) MB"
            )
            try require(
                large <= small + Self.memoryBound,
                "\(name): \(large.rounded(1)) MB, more than \(Self.memoryBound) MB beyond \(small.rounded(1)) MB")
        }
    }

    private func size(of path: String) throws -> Double {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.size] as? NSNumber)?.doubleValue ?? 0
    }
}
