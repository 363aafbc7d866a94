import Foundation

/// A process of this program that does one thing: so that its memory is that thing's alone, and it can be killed.
final class Child {
    private let process = Process()
    private let output = Pipe()

    init(_ arguments: [String]) throws {
        self.process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        self.process.arguments = arguments
        self.process.standardOutput = self.output
        try self.process.run()
    }

    /// Waits for its end.
    ///
    /// - Returns: what it said, by name.
    /// - Throws: ``Problem`` when it found something wrong.
    func finish() throws -> Figures {
        let said = self.output.fileHandleForReading.readDataToEndOfFile()
        self.process.waitUntilExit()
        let figures = Figures(String(decoding: said, as: UTF8.self))
        guard self.process.terminationReason == .exit, self.process.terminationStatus == 0 else {
            for line in figures.lines { say(line) }
            throw Problem(
                "\(self.process.arguments?.joined(separator: " ") ?? ""): ended with \(self.process.terminationStatus)")
        }
        return figures
    }

    /// Kills it after a while, if it has not come to its end by then.
    ///
    /// - Returns: what it said, and whether it was killed.
    func kill(after seconds: Double) throws -> (Figures, wasKilled: Bool) {
        let deadline = Date(timeIntervalSinceNow: seconds)
        while self.process.isRunning, Date() < deadline { usleep(2_000) }
        let wasRunning = self.process.isRunning
        if wasRunning { Foundation.kill(self.process.processIdentifier, SIGKILL) }
        let said = self.output.fileHandleForReading.readDataToEndOfFile()
        self.process.waitUntilExit()
        if self.process.terminationReason == .exit, self.process.terminationStatus != 0 {
            throw Problem(
                "\(self.process.arguments?.joined(separator: " ") ?? ""): ended with \(self.process.terminationStatus)")
        }
        return (Figures(String(decoding: said, as: UTF8.self)), self.process.terminationReason != .exit)
    }

    /// Runs one to its end, and shows what it says.
    @discardableResult
    static func run(_ arguments: String...) throws -> Figures {
        let figures = try Child(arguments).finish()
        for line in figures.lines { say(line) }
        return figures
    }
}

/// What a child said: lines to be shown, and numbers by their names.
struct Figures {
    private(set) var lines: [String] = []
    private var numbers: [String: Double] = [:]

    init(_ text: String) {
        for line in text.split(separator: "\n").map(String.init) {
            let words = line.split(separator: " ")
            if words.count == 3, words[0] == "figure", let number = Double(words[2]) {
                self.numbers[String(words[1])] = number
            } else {
                self.lines.append(line)
            }
        }
    }

    subscript(_ name: String) -> Double {
        get throws {
            guard let number = self.numbers[name] else { throw Problem("a child did not tell its \(name)") }
            return number
        }
    }

    /// Tells the parent process a number.
    static func tell(_ name: String, _ value: Double) { say("figure \(name) \(value)") }
}
