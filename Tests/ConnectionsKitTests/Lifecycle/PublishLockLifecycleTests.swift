import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

@Suite struct PublishLockLifecycleTests {
    static let limit = Duration.seconds(60)

    private func locked(at moment: Timestamp = .fixture) throws -> Application {
        try Application.fixture().locked(by: "olga", at: moment, takingOverAfter: Self.limit)
    }

    @Test func `a lock is nobody's when its time is over, and not before`() throws {
        let application = try self.locked()
        let end = Timestamp.fixture + Self.limit
        #expect(throws: IllegalTransition.self) {
            try application.freed(at: end - .milliseconds(1), after: Self.limit)
        }
        #expect(try application.freed(at: end, after: Self.limit) == .fixture())
        #expect(try Application.fixture().freed(at: end, after: Self.limit) == .fixture())
    }

    @Test func `two locks of one moment differ`() throws {
        var application = try self.locked()
        let first = try #require(application.publishing)
        application = try application.publicationEnded()
        application.version += 1
        application = try application.locked(by: "olga", at: .fixture, takingOverAfter: Self.limit)
        #expect(throws: IllegalTransition.self) { try application.unlocked(from: first) }
    }

    @Test func `a publication ends once`() throws {
        let ended = try self.locked().publicationEnded()
        #expect(ended == .fixture())
        let refusal = #expect(throws: IllegalTransition.self) { try ended.publicationEnded() }
        #expect(refusal?.reason == .wrongState)
    }
}
