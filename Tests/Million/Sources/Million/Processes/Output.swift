import Foundation

/// Writes a line to the standard output at once, so that nothing that was said is lost when the process is killed.
func say(_ line: String) {
    FileHandle.standardOutput.write(Data("\(line)\n".utf8))
}

/// Tells how far something long has come, on the standard error.
final class Progress {
    private let name: String
    private let total: Int
    private let start = ContinuousClock.now
    private var done = 0
    private var told = 0

    init(_ name: String, of total: Int) {
        self.name = name
        self.total = total
    }

    func add(_ count: Int) {
        self.done += count
        let tenth = self.done * 10 / max(1, self.total)
        guard tenth > self.told, tenth < 10 else { return }
        self.told = tenth
        self.tell("\(tenth * 10) %")
    }

    func finish() { self.tell("done") }

    private func tell(_ state: String) {
        let seconds = (ContinuousClock.now - self.start).seconds
        FileHandle.standardError.write(Data("    \(self.name): \(state), \(seconds.rounded(1)) s\n".utf8))
    }
}

extension Duration {
    var seconds: Double {
        let (seconds, attoseconds) = self.components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}

extension Double {
    /// The number with so many decimals, as text.
    func rounded(_ decimals: Int) -> String { String(format: "%.\(decimals)f", self) }
}
