import Foundation
import Synchronization

/// A process that this one started, with its standard input and output.
public final class ChildProcess {
    public let lines: LineChannel
    private let id: pid_t

    /// Those that run.
    ///
    /// It is also what keeps two from being started at once, so that none inherits another's pipes.
    private static let running = Mutex<Set<pid_t>>([])

    /// Starts a program that lies beside this one.
    public init(_ program: String, _ arguments: [String] = []) throws {
        let path = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appendingPathComponent(program).path
        (self.id, self.lines) = try Self.running.withLock { running throws(Problem) in
            let (id, lines) = try Self.start(path, [path] + arguments)
            running.insert(id)
            return (id, lines)
        }
    }

    private static func start(_ path: String, _ arguments: [String]) throws(Problem) -> (pid_t, LineChannel) {
        let (input, output) = (try self.pipe(), try self.pipe())
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input.read, 0)
        posix_spawn_file_actions_adddup2(&actions, output.write, 1)
        let words = arguments.map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var id = pid_t()
        let code = posix_spawn(&id, path, &actions, nil, words, environ)
        close(input.read)
        close(output.write)
        guard code == 0 else {
            close(input.write)
            close(output.read)
            throw Problem("cannot start \(path): \(String(cString: strerror(code)))")
        }
        return (id, LineChannel(input: output.read, output: input.write))
    }

    /// A pipe that children do not inherit but for the ends that they are given.
    private static func pipe() throws(Problem) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [0, 0]
        guard Foundation.pipe(&ends) == 0 else { throw Problem("no pipe: \(String(cString: strerror(errno)))") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    /// Ends it at once, wherever it is, and waits until it is gone.
    public func kill() {
        if self.end() { self.lines.close() }
    }

    /// Ends it as ``kill()`` does.
    ///
    /// - Returns: the lines that it had written and nobody had read.
    public func killAndRead() throws -> [String] {
        guard self.end() else { return [] }
        defer { self.lines.close() }
        var lines: [String] = []
        while let line = try self.lines.readLine() { lines.append(line) }
        return lines
    }

    private func end() -> Bool {
        let isRunning = Self.running.withLock { $0.remove(self.id) != nil }
        guard isRunning else { return false }
        Foundation.kill(self.id, SIGKILL)
        waitpid(self.id, nil, 0)
        return true
    }

    /// Stops it where it is, until ``resume()``.
    public func stop() throws {
        Foundation.kill(self.id, SIGSTOP)
        var status: Int32 = 0
        guard waitpid(self.id, &status, WUNTRACED) == self.id, status & 0xFF == 0x7F else {
            throw Problem("process \(self.id) cannot be stopped")
        }
    }

    public func resume() {
        Foundation.kill(self.id, SIGCONT)
    }

    deinit { self.kill() }

    /// Ends all that still run.
    public static func killAll() {
        let ids = self.running.withLock { running in
            defer { running = [] }
            return running
        }
        for id in ids {
            Foundation.kill(id, SIGKILL)
            waitpid(id, nil, 0)
        }
    }
}
