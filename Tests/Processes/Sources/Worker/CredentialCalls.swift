import ConnectionsKit
import Shared

/// Asks for the credential, and counts what comes.
struct CredentialCalls: Sendable {
    let connection: TaskConnection

    private static let place = Place.invokeURL("push")

    /// Asks so many times at once.
    func call(callers: Int) async -> CallReport {
        await withTaskGroup(of: Result<String, ConnectionError>.self) { group in
            for _ in 0..<callers { group.addTask { await self.once() } }
            return await group.reduce(into: CallReport()) { $0.add($1) }
        }
    }

    /// Asks until it comes, or somebody must authorize again; for half a minute at most.
    func recover() async throws -> CallReport {
        let end = WallClock.milliseconds + 30_000
        while true {
            let result = await self.once()
            guard case .failure(let error) = result, error.code != .needsReauthorization,
                WallClock.milliseconds < end
            else { return CallReport(result) }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Asks for another in place of the one that there is.
    func replace() async -> CallReport {
        let result: Result<String, ConnectionError>
        do throws(ConnectionError) {
            let current = try await self.connection.credential(at: Self.place, for: nil)
            result = .success(
                try self.access(
                    of: try await self.connection.credential(replacing: current, at: Self.place, for: nil)))
        } catch {
            result = .failure(error)
        }
        return CallReport(result)
    }

    private func once() async -> Result<String, ConnectionError> {
        do throws(ConnectionError) {
            return .success(try self.access(of: try await self.connection.credential(at: Self.place, for: nil)))
        } catch {
            return .failure(error)
        }
    }

    private func access(of credential: Credential) throws(ConnectionError) -> String {
        guard let address = try? WebAddress("https://api.example.com/"),
            case .header(_, let value) = try? credential.parts(for: address).first
        else { throw ConnectionError(.corrupt, "the credential is none for the service") }
        return value.reveal()
    }
}

extension CallReport {
    fileprivate init(_ result: Result<String, ConnectionError>) {
        self.init()
        self.add(result)
    }

    fileprivate mutating func add(_ result: Result<String, ConnectionError>) {
        switch result {
        case .success(let access):
            self.successes += 1
            self.accesses.insert(access)
        case .failure(let error):
            self.failures[error.code.description, default: 0] += 1
            if case .reauthorization(let cause) = error.detail { self.cause = cause.rawValue }
        }
    }
}
