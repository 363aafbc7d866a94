import Foundation
import Synchronization

/// Runs rounds side by side, each on a thread of its own, since they mostly wait.
enum Rounds {
    static func run<Item: Sendable, Result: Sendable>(
        _ items: [Item], width: Int, _ round: @escaping @Sendable (Item) -> Result
    ) -> [Result] {
        let group = DispatchGroup()
        let shared = Shelf(items: items, round: round)
        for _ in 0..<min(width, items.count) {
            group.enter()
            Thread.detachNewThread {
                while shared.runNext() {}
                group.leave()
            }
        }
        group.wait()
        return shared.results
    }
}

/// The rounds that are to be run, and what came of those that were.
private final class Shelf<Item: Sendable, Result: Sendable>: Sendable {
    private let items: [Item]
    private let round: @Sendable (Item) -> Result
    private let state = Mutex(State())

    private struct State {
        var next = 0
        var results: [Int: Result] = [:]
    }

    init(items: [Item], round: @escaping @Sendable (Item) -> Result) {
        self.items = items
        self.round = round
    }

    /// Runs the next round, if there is one.
    func runNext() -> Bool {
        let index = self.state.withLock { state in
            state.next += 1
            return state.next - 1
        }
        guard index < self.items.count else { return false }
        let result = self.round(self.items[index])
        self.state.withLock { $0.results[index] = result }
        return true
    }

    /// What came of them, in their order.
    var results: [Result] { self.state.withLock { state in self.items.indices.compactMap { state.results[$0] } } }
}
