public import ConnectionsKit
import Synchronization

extension RandomSource {
    /// A source that gives the same bytes for the same seed, in the order in which they are asked for.
    ///
    /// - Parameter seed: what the bytes depend on.
    /// - Returns: a source for tests; its bytes can be guessed.
    public static func seeded(_ seed: UInt64) -> RandomSource {
        let bytes = SeededBytes(seed: seed)
        return RandomSource { bytes.next($0) }
    }
}

private final class SeededBytes: Sendable {
    private let generator: Mutex<SeededGenerator>

    init(seed: UInt64) {
        self.generator = Mutex(SeededGenerator(seed: seed))
    }

    func next(_ count: Int) -> [UInt8] {
        self.generator.withLock { generator in
            (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
        }
    }
}
