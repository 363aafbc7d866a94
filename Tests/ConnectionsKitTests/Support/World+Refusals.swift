import ConnectionsKit
import Testing

/// The test expected an error, and there was none.
struct NothingThrown: Error {}

extension World {
    /// The error that `body` throws, after which every record stands as it stood before.
    ///
    /// Its message is never empty, nor is its remedy unless `hasRemedy` says so.
    @discardableResult
    func refusal<Value>(
        _ code: ConnectionError.Code, hasRemedy: Bool = true, sourceLocation: SourceLocation = #_sourceLocation,
        of body: () async throws -> Value
    ) async throws -> ConnectionError {
        let before = try await self.observed.records()
        let error = try await self.error(sourceLocation: sourceLocation, of: body)
        #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
        #expect(!error.message.isEmpty, sourceLocation: sourceLocation)
        #expect(error.remedy.isEmpty == !hasRemedy, "\(error)", sourceLocation: sourceLocation)
        #expect(try await self.observed.records() == before, "records changed", sourceLocation: sourceLocation)
        return error
    }

    /// The error that `body` throws.
    func error<Value>(
        sourceLocation: SourceLocation = #_sourceLocation, of body: () async throws -> Value
    ) async throws -> ConnectionError {
        do {
            _ = try await body()
        } catch let error as ConnectionError {
            return error
        }
        Issue.record("nothing was thrown", sourceLocation: sourceLocation)
        throw NothingThrown()
    }

    /// Writes records past the library, as another process would.
    func write(_ edit: (inout ChangeSet) -> Void) async throws {
        var changes = ChangeSet()
        edit(&changes)
        try await self.store.commit(changes, with: self.sealer)
    }
}
