import ConnectionsKit

/// A task that resolves its connection once, and uses it for as long as the process lasts.
actor LongTask {
    private var connection: TaskConnection?

    func connection(of worker: Worker) async throws -> TaskConnection {
        if let connection = self.connection { return connection }
        let connection = try await worker.connection()
        self.connection = connection
        return connection
    }
}
