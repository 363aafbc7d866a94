import ConnectionsKit
import Synchronization

/// Tells what happens, checks it, and counts.
final class Story: Sendable {
    private let counts = Mutex((passed: 0, failed: 0))

    /// Begins a chapter.
    func chapter(_ title: String) { print("\n\(title)") }

    /// Tells something that needs no check.
    func tell(_ text: String) { print("    \(text.split(separator: "\n").joined(separator: "\n      "))") }

    /// Checks a fact, and tells it.
    func check(_ text: String, _ isTrue: Bool) {
        self.counts.withLock { counts in
            if isTrue { counts.passed += 1 } else { counts.failed += 1 }
        }
        print(isTrue ? "  ✓ \(text)" : "  ✗ FAILED: \(text)")
    }

    /// Checks that something is refused for the right reason, and shows the reason.
    func refuse<Value>(
        _ text: String, _ code: ConnectionError.Code, _ attempt: () async throws -> Value
    ) async {
        do {
            _ = try await attempt()
            self.check("\(text): this should have been refused as \(code)", false)
        } catch let error as ConnectionError where error.code == code {
            self.check("\(text): refused (\(code))", true)
            self.tell("  → \(error)")
        } catch {
            self.check("\(text): refused, but not as \(code): \(error)", false)
        }
    }

    /// Counts a failure that ends the story.
    func fail(_ text: String) { self.check(text, false) }

    /// Tells the outcome.
    ///
    /// - Returns: whether nothing failed.
    func finish() -> Bool {
        let counts = self.counts.withLock { $0 }
        print("\n\(counts.passed) passed, \(counts.failed) failed")
        return counts.failed == 0 && counts.passed > 0
    }
}
