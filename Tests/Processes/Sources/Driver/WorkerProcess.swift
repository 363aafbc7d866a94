import Shared

/// A worker of the fleet, told what to do and waited for.
final class WorkerProcess {
    private let child: ChildProcess

    /// How many milliseconds a worker may take for an answer.
    private static let patience = 60_000

    init(_ options: WorkerOptions) throws {
        self.child = try ChildProcess("worker", [try JSONLine.encode(options)])
        guard case .ready = try self.next() else { throw Problem("the worker is not ready") }
    }

    func tell(_ command: WorkerCommand) throws {
        guard self.child.lines.writeLine(try JSONLine.encode(command)) else { throw Problem("the worker has ended") }
    }

    /// What it says next.
    private func next() throws -> WorkerEvent {
        guard let line = try self.child.lines.readLine(within: Self.patience) else {
            throw Problem("the worker has ended")
        }
        let event = try JSONLine.decode(WorkerEvent.self, line)
        if case .failed(let reason) = event { throw Problem("the worker failed: \(reason)") }
        return event
    }

    /// Waits until it is at a step.
    ///
    /// - Returns: when it was there.
    @discardableResult
    func awaitStep(_ step: WorkerCommand.Step) throws -> Int64 {
        guard case .reached(step, let moment) = try self.next() else { throw Problem("the worker missed \(step)") }
        return moment
    }

    /// Waits for what came of a call.
    func report() throws -> CallReport {
        guard case .called(let report) = try self.next() else { throw Problem("the worker reports no call") }
        return report
    }

    func ask(_ command: WorkerCommand) throws -> CallReport {
        try self.tell(command)
        return try self.report()
    }

    func perform(_ command: WorkerCommand) throws {
        try self.tell(command)
        guard case .done = try self.next() else { throw Problem("the worker did not do \(command)") }
    }

    func stop() throws { try self.child.stop() }
    func resume() { self.child.resume() }
    func kill() { self.child.kill() }
}
