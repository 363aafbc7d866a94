import Shared

/// What the scenarios share.
struct World: Sendable {
    let server: ServerProcess
    let template: Template

    /// Runs a round on a copy of the file and a family of tokens of its own, and removes the copy.
    ///
    /// - Throws: ``Problem`` that names the round.
    func round<Result>(
        _ name: String, _ mode: ServerMode, latency: Int = 5, _ body: (Round) throws -> Result
    ) throws(Problem) -> Result {
        do {
            let path = try self.template.copy(name)
            defer { self.template.remove(name) }
            try self.server.open(name, mode, latency: latency)
            return try body(Round(world: self, family: name, path: path))
        } catch {
            throw Problem("\(name): \(error)")
        }
    }
}

/// A copy of the file, and its family of tokens.
struct Round {
    let world: World
    let family: String
    let path: String

    private var server: ServerProcess { self.world.server }

    func worker(_ times: WorkerOptions.Times? = nil) throws -> WorkerProcess {
        try WorkerProcess(
            WorkerOptions(path: self.path, port: self.server.port, family: self.family, times: times))
    }

    /// Starts a worker that waits but briefly for a file that another has locked.
    func impatientWorker(isExclusive: Bool) throws -> WorkerProcess {
        var options = WorkerOptions(path: self.path, port: self.server.port, family: self.family)
        options.isExclusive = isExclusive
        options.patience = 100
        return try WorkerProcess(options)
    }

    func hold(at point: HoldPoint) throws { try self.server.hold(self.family, at: point) }
    func awaitHeld() throws { try self.server.awaitHeld(self.family) }
    func release(_ release: Release) throws { try self.server.release(self.family, release) }
    func state() throws -> FamilyState { try self.server.state(self.family) }

    /// The stored tokens of the grant, as text.
    func tokens() throws -> String { try DatabaseFile(self.path).usedTokens() }

    /// Refuses an end at which a worker was not given the server's newest access token, at which the stored refresh
    /// token does not work, or at which anything else was touched.
    func requireAlive(_ report: CallReport, by worker: WorkerProcess) throws {
        let before = try self.state()
        try require(
            report.failures.isEmpty && report.accesses == before.newest, "not the newest token: \(report), \(before)")
        let replaced = try worker.ask(.replace)
        let after = try self.state()
        try require(
            after.isAlive && replaced.accesses == after.newest && after.newest != before.newest,
            "the stored refresh token does not work: \(replaced), \(after)")
        try worker.perform(.verify)
        try self.world.template.requireNothingElse(changed: DatabaseFile(self.path), condemned: false)
    }
}

extension FamilyState {
    /// The newest access token, as it stands in requests.
    fileprivate var newest: Set<String> { self.access.map { ["Bearer \($0)"] } ?? [] }
}

/// Refuses what should not be.
func require(_ holds: Bool, _ otherwise: @autoclosure () throws -> String) throws {
    guard holds else { throw Problem(try otherwise()) }
}
