import ConnectionsKit
import Testing

@testable import ConnectionsKitSQLite

@Suite struct StoreErrorTests {
    @Test(arguments: [
        (SQLiteFailure.Kind.busy, StoreError.Code.unavailable), (.full, .unavailable), (.readOnly, .unavailable),
        (.cannotOpen, .unavailable), (.vanished, .unavailable), (.inputOutput, .unavailable),
        (.interrupted, .unavailable), (.other, .unavailable), (.damaged, .corrupt),
        (.foreign(applicationID: 1), .corrupt), (.newerSchema(found: 2, supported: 1), .corrupt),
        (.constraint(ConstraintViolation(.notNull)), .corrupt),
    ])
    func `a failure becomes what the caller can do about it, with its file and its remedy`(
        _ kind: SQLiteFailure.Kind, _ code: StoreError.Code
    ) {
        let failure = SQLiteFailure(kind, file: "/data/store.sqlite")
        let error = StoreError(failure)
        #expect(error.code == code)
        #expect(error.message == failure.message)
        #expect(error.message.contains("/data/store.sqlite"))
        #expect(error.cause as? SQLiteFailure == failure)
    }
}
