import Synchronization

/// The bytes of a reply's body, chunk by chunk, as they come.
///
/// It is read once, by one task at a time: a second iterator goes on where the first one stopped. Letting go of it before
/// its end ends the call.
public struct HTTPByteStream<Failure: Error>: AsyncSequence, Sendable {
    public typealias Element = [UInt8]

    private let source: Source

    /// Makes a stream, for a transport.
    ///
    /// - Parameters:
    ///   - next: waits for the next chunk; `nil` at the end, again and again.
    ///   - onRelease: is called when nobody holds the stream any more.
    public init(
        next: @escaping @Sendable () async throws(Failure) -> [UInt8]?, onRelease: @escaping @Sendable () -> Void = {}
    ) {
        self.source = Source(next: next, onRelease: onRelease)
    }

    /// A stream of bytes that are there already.
    public init(_ bytes: [UInt8]) {
        let rest = Mutex(bytes)
        self.init(next: { () throws(Failure) in
            let bytes = rest.withLock { rest in
                defer { rest = [] }
                return rest
            }
            return bytes.isEmpty ? nil : bytes
        })
    }

    public func makeAsyncIterator() -> Iterator { Iterator(source: self.source) }

    /// Reads the stream.
    public struct Iterator: AsyncIteratorProtocol, Sendable {
        fileprivate let source: Source

        /// Waits for the next chunk; `nil` at the end.
        ///
        /// - Throws: why the rest cannot be had.
        public mutating func next() async throws(Failure) -> [UInt8]? { try await self.source.next() }
    }

    /// The next chunk; `nil` at the end.
    package func next() async throws(Failure) -> [UInt8]? { try await self.source.next() }

    /// The same stream behind `head`, which was read from it.
    package func following(_ head: [UInt8]) -> Self {
        let start = Self(head)
        return Self(next: { () throws(Failure) in
            if let chunk = try await start.next() { return chunk }
            return try await self.next()
        })
    }

    fileprivate final class Source: Sendable {
        let next: @Sendable () async throws(Failure) -> [UInt8]?
        private let onRelease: @Sendable () -> Void

        init(
            next: @escaping @Sendable () async throws(Failure) -> [UInt8]?, onRelease: @escaping @Sendable () -> Void
        ) {
            self.next = next
            self.onRelease = onRelease
        }

        deinit { self.onRelease() }
    }
}

extension HTTPByteStream: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "HTTPByteStream" }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
