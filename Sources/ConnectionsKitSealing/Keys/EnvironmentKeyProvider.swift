public import ConnectionsKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Takes the keys from an environment variable that holds the text of a key file, as container platforms hand secrets over.
///
/// The environment of a process is readable to its own user and is inherited by its children: where a file is possible,
/// ``FileKeyProvider`` is the better choice.
public struct EnvironmentKeyProvider: RingKeyProvider {
    private let ring: KeyRing

    /// Reads the variable once.
    ///
    /// - Parameter variable: its name; its value has the form that ``FileKeyProvider`` describes.
    /// - Throws: ``SealerError`` with the code `unavailable` when the variable is not set, `malformed` when its value is no
    ///   key ring.
    public init(variable: String = "CONNECTIONSKIT_KEYS") throws(SealerError) {
        try self.init(variable: variable, environment: ProcessInfo.processInfo.environment)
    }

    package init(variable: String, environment: [String: String]) throws(SealerError) {
        guard let text = environment[variable], !text.isEmpty else {
            throw SealerError(.unavailable, "the environment variable \(variable) is not set; it must hold the keys")
        }
        self.ring = try KeyDocument.ring(in: Array(text.utf8), named: "the environment variable \(variable)")
    }

    public func keyRing() async throws(SealerError) -> KeyRing { self.ring }
}
