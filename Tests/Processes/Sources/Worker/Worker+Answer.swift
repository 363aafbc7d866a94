import Shared

extension Worker {
    /// Does what a command says, and tells what came of it.
    func answer(_ command: WorkerCommand) async -> WorkerEvent {
        do {
            switch command {
            case .make: try await self.make()
            case .revoke: try await self.revoke()
            case .verify: try await self.verify()
            case .call(let callers): return .called(try await self.calls().call(callers: callers))
            case .recover: return .called(try await self.calls().recover())
            case .replace: return .called(try await self.calls().replace())
            case .announce, .proceed: break
            }
            return .done
        } catch {
            return .failed("\(error)")
        }
    }

    private func calls() async throws -> CredentialCalls {
        CredentialCalls(connection: try await self.task.connection(of: self))
    }
}
