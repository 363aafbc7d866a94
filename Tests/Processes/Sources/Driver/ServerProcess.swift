import Shared

/// The token server of all scenarios, and what is asked of it.
struct ServerProcess: Sendable {
    let port: Int

    init(_ child: ChildProcess) throws {
        guard let port = try child.lines.readLine(within: 10_000).flatMap({ Int($0) }) else {
            throw Problem("the token server says no port")
        }
        self.port = port
    }

    func open(_ family: String, _ mode: ServerMode, latency: Int) throws {
        try self.perform(.open(family: family, mode: mode, latency: latency))
    }

    func hold(_ family: String, at point: HoldPoint) throws {
        try self.perform(.hold(family: family, at: point))
    }

    func awaitHeld(_ family: String) throws {
        try self.perform(.awaitHeld(family: family))
    }

    func release(_ family: String, _ release: Release) throws {
        try self.perform(.release(family: family, release))
    }

    func state(_ family: String) throws -> FamilyState {
        guard case .state(let state) = try self.ask(.state(family: family)) else {
            throw Problem("the token server does not know \(family)")
        }
        return state
    }

    private func perform(_ request: ServerRequest) throws {
        guard case .done = try self.ask(request) else { throw Problem("the token server did not do \(request)") }
    }

    private func ask(_ request: ServerRequest) throws -> ServerReply {
        let channel = try Loopback.connect(port: self.port)
        defer { channel.close() }
        channel.writeLine(try JSONLine.encode(request))
        guard let line = try channel.readLine(within: 60_000) else { throw Problem("the token server is silent") }
        return try JSONLine.decode(ServerReply.self, line)
    }
}
