import Synchronization

/// What a broken store remembers and should not.
final class Memory<Element: Hashable & Sendable>: Sendable {
    private let elements = Mutex<Set<Element>>([])

    func insert(_ element: Element) {
        _ = self.elements.withLock { $0.insert(element) }
    }

    func contains(_ element: Element) -> Bool { self.elements.withLock { $0.contains(element) } }

    var all: Set<Element> { self.elements.withLock { $0 } }
}
