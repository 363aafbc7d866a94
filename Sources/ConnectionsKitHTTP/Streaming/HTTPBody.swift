import Synchronization

/// The body of a request: bytes at hand, or chunks that are made while it is sent.
///
/// A body says whether it can be sent again, as it must be after a credential was renewed. Its description holds no byte.
public struct HTTPBody: Sendable {
    /// Takes one chunk, and returns when the next one is wanted.
    ///
    /// - Throws: what ended the call meanwhile; the body then makes no more.
    public typealias Writer = (_ chunk: [UInt8]) async throws -> Void

    /// The bytes, when they are at hand; `nil` for a body that is streamed.
    public let bytes: [UInt8]?
    /// How many bytes it has; `nil` when that is not known beforehand.
    public let length: Int?
    /// Whether its chunks can be had more than once.
    public let canBeSentAgain: Bool

    private let chunks: @Sendable (Writer) async throws -> Void

    /// A body of bytes.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        self.length = bytes.count
        self.canBeSentAgain = true
        self.chunks = { if !bytes.isEmpty { try await $0(bytes) } }
    }

    /// A body whose chunks can be had once, such as what comes from a person's browser.
    ///
    /// - Parameters:
    ///   - chunks: the chunks.
    ///   - length: how many bytes they have together, where that is known.
    public init<Chunks: AsyncSequence & Sendable>(once chunks: Chunks, length: Int? = nil)
    where Chunks.Element == [UInt8] {
        let isSpent = Once()
        self.init(length: length, canBeSentAgain: false) { write in
            guard isSpent.take() else { throw HTTPTransportError.bodyNotRepeatable }
            for try await chunk in chunks { try await write(chunk) }
        }
    }

    /// A body whose chunks can be had again, such as those of a file.
    ///
    /// - Parameters:
    ///   - length: how many bytes they have together, where that is known.
    ///   - chunks: makes the chunks anew; called for each time that the body is sent.
    public init<Chunks: AsyncSequence & Sendable>(
        length: Int? = nil, reopening chunks: @escaping @Sendable () -> Chunks
    )
    where Chunks.Element == [UInt8] {
        self.init(length: length, canBeSentAgain: true) { write in
            for try await chunk in chunks() { try await write(chunk) }
        }
    }

    private init(
        length: Int?, canBeSentAgain: Bool, chunks: @escaping @Sendable (Writer) async throws -> Void
    ) {
        self.bytes = nil
        self.length = length
        self.canBeSentAgain = canBeSentAgain
        self.chunks = chunks
    }

    /// Hands the chunks to `write`, one after the other, for a transport that sends them as they come.
    ///
    /// - Parameter write: takes a chunk, and returns when the next one is wanted.
    /// - Throws: what `write` or the source throws; ``HTTPTransportError/Code/bodyNotRepeatable`` when the chunks could be
    ///   had once, and were.
    public func forEachChunk(_ write: Writer) async throws {
        try await self.chunks(write)
    }
}

extension HTTPBody: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "HTTPBody(\(self.length.map { "\($0) bytes" } ?? "of unknown length"))" }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}

/// Something that can be taken once.
private final class Once: Sendable {
    private let isTaken = Mutex(false)

    /// - Returns: whether this was the first.
    func take() -> Bool {
        self.isTaken.withLock { isTaken in
            defer { isTaken = true }
            return !isTaken
        }
    }
}
