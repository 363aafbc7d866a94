package import ConnectionsKit
import Crypto

/// A proof key for one authorization (RFC 7636), always with the method `S256`.
///
/// The verifier is a secret until it has been sent to the token endpoint: it does not print.
package struct PKCE: Sendable {
    /// The secret that the token request carries: 43 to 128 unreserved characters.
    package let verifier: String

    /// The name of the one method that is used, `code_challenge_method`.
    package static let method = "S256"

    /// Makes a verifier of 43 characters (RFC 7636 section 4.1).
    ///
    /// - Parameter randomBytes: 32 bytes from a source of randomness fit for cryptography, fresh for each
    ///   authorization.
    /// - Throws: ``MessageError/Code/randomBytes`` when there are not 32.
    package init(randomBytes: some Collection<UInt8>) throws(MessageError) {
        guard randomBytes.count == 32 else {
            throw MessageError(.randomBytes, "a PKCE verifier needs 32 random bytes, not \(randomBytes.count)")
        }
        self.verifier = Base64.encode(randomBytes, .urlSafe)
    }

    /// Takes a verifier that was made before, after a check of its grammar.
    ///
    /// - Parameter verifier: 43 to 128 letters, digits and `-._~`.
    /// - Throws: ``MessageError/Code/verifierLength`` or ``MessageError/Code/verifierCharacter``.
    package init(verifier: String) throws(MessageError) {
        guard (43...128).contains(verifier.utf8.count) else {
            throw MessageError(.verifierLength, "code_verifier must have 43 to 128 characters (RFC 7636 section 4.1)")
        }
        guard verifier.utf8.allSatisfy(Self.isUnreserved) else {
            throw MessageError(
                .verifierCharacter, "code_verifier may hold letters, digits and -._~ only (RFC 7636 section 4.1)")
        }
        self.verifier = verifier
    }

    /// The challenge that the authorization request carries, 43 characters (RFC 7636 section 4.2).
    package var challenge: String {
        Base64.encode(Array(SHA256.hash(data: Array(self.verifier.utf8))), .urlSafe)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default:
            false
        }
    }
}

extension PKCE: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "PKCE(redacted)" }
    package var debugDescription: String { self.description }
    package var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
