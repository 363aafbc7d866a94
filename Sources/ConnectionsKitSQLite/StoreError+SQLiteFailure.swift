import ConnectionsKit

extension StoreError: SQLiteFailureConvertible {
    /// Tells what a caller can do about it: what may pass is `unavailable`, what is in the file to stay is `corrupt`.
    init(_ failure: SQLiteFailure) {
        let code: Code =
            switch failure.kind {
            case .busy, .heldElsewhere, .full, .readOnly, .cannotOpen, .permissionDenied, .vanished, .inputOutput,
                .exists, .interrupted, .other:
                .unavailable
            case .damaged, .notDatabase, .foreign, .newerSchema, .constraint: .corrupt
            }
        self.init(code, failure.message, cause: failure)
    }
}
