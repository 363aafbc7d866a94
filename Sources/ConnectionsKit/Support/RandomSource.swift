#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// Where the library takes random bytes: the system's secure generator in production, a seeded one in tests.
public struct RandomSource: Sendable {
    /// Returns as many random bytes as asked for.
    public var bytes: @Sendable (Int) -> [UInt8]

    /// Makes a random source from its function.
    ///
    /// - Parameter bytes: returns exactly the number of bytes that it is asked for; in production from a
    ///   cryptographically secure generator.
    public init(bytes: @escaping @Sendable (Int) -> [UInt8]) {
        self.bytes = bytes
    }

    /// The system's cryptographically secure generator.
    public static let system = RandomSource { count in
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// A random UUID of version 4.
    package func uuid() -> UUID {
        var b = self.bytes(16)
        b[6] = (b[6] & 0x0F) | 0x40
        b[8] = (b[8] & 0x3F) | 0x80
        return UUID(
            uuid: (
                b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]
            ))
    }

    /// A random string of 43 characters from the URL-safe base64 alphabet: 256 bits.
    package func token() -> String { Base64.encode(self.bytes(32), .urlSafe) }
}
