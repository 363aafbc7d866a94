import ArgumentParser

/// A command that finds out something and shows it; what each does is in ``report(_:)`` alone.
protocol OperatorCommand: AsyncParsableCommand, Sendable {
    associatedtype Found: Report
    var output: OutputOptions { get }
    /// Finds out what is to be shown.
    func report(_ progress: ProgressLine) async throws -> Found
}

extension OperatorCommand {
    func run() async throws {
        let desk = Desk.current
        let progress = ProgressLine(desk, isQuiet: self.output.quiet)
        let exit: Exit
        do {
            let found = try await Interruption.stopping { try await self.report(progress) }
            progress.end()
            desk.answer((self.output.json ? try JSONText.of(found) : found.text(width: desk.width)) + "\n")
            exit = found.exit
        } catch {
            progress.end()
            let failure = Failure(error)
            if self.output.json { desk.answer(try JSONText.of(["error": failure]) + "\n") }
            desk.aside(
                "error: " + [failure.message, failure.remedy].filter { !$0.isEmpty }.joined(separator: " ") + "\n")
            exit = failure.exit
        }
        if exit != .fine { throw ExitCode(exit.rawValue) }
    }
}
