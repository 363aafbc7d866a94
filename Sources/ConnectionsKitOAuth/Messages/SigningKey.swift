package import ConnectionsKit
import Crypto
import CryptoExtras

/// A private key that signs JSON Web Tokens (RFC 7515), with the algorithm that its kind implies (RFC 7518 section 3.1).
///
/// It does not print.
package struct SigningKey: Sendable {
    /// The header parameter `alg`.
    package let algorithm: String
    /// The header parameter `kid`, where the key has one.
    package var keyID: String?

    private let kind: Kind

    /// The kinds of key.
    enum Kind: Sendable {
        /// `RS256`.
        case rsa(_RSA.Signing.PrivateKey)
        /// `PS256`.
        case rsaPSS(_RSA.Signing.PrivateKey)
        /// `ES256`.
        case p256(P256.Signing.PrivateKey)
        /// `ES384`.
        case p384(P384.Signing.PrivateKey)
        /// `EdDSA` (RFC 8037).
        case ed25519(Curve25519.Signing.PrivateKey)

        var algorithm: String {
            switch self {
            case .rsa: "RS256"
            case .rsaPSS: "PS256"
            case .p256: "ES256"
            case .p384: "ES384"
            case .ed25519: "EdDSA"
            }
        }
    }

    init(_ kind: Kind, keyID: String? = nil) {
        self.kind = kind
        self.algorithm = kind.algorithm
        self.keyID = keyID
    }

    /// Reads a private key: PEM (PKCS #8, PKCS #1 or SEC 1, not encrypted) or a JSON Web Key (RFC 7517).
    ///
    /// - Parameters:
    ///   - secret: the key.
    ///   - field: the name of the field that holds it, for the error.
    /// - Throws: ``InvalidInput`` that says what is wrong, and nothing of the key.
    package init(_ secret: Secret, field: String) throws(InvalidInput) {
        let refusal = SigningKeyRefusal(field: field)
        guard secret.count <= 16_384, let text = secret.withBytes({ String(validating: $0, as: UTF8.self) }) else {
            throw refusal("longer than 16 KiB, or not UTF-8")
        }
        let first = text.first { !$0.isWhitespace }
        if first == "{" {
            self = try Self.key(jwk: text, refusal)
        } else {
            self = try Self.key(pem: text, refusal)
        }
    }

    /// The signature of `bytes`, in the form that JSON Web Signatures have.
    ///
    /// - Throws: ``CredentialError/Code/configuration`` when the key cannot sign.
    package func signature(of bytes: [UInt8]) throws(CredentialError) -> [UInt8] {
        do {
            switch self.kind {
            case .rsa(let key):
                return Array(try key.signature(for: bytes, padding: .insecurePKCS1v1_5).rawRepresentation)
            case .rsaPSS(let key): return Array(try key.signature(for: bytes, padding: .PSS).rawRepresentation)
            case .p256(let key): return Array(try key.signature(for: bytes).rawRepresentation)
            case .p384(let key): return Array(try key.signature(for: bytes).rawRepresentation)
            case .ed25519(let key): return Array(try key.signature(for: bytes))
            }
        } catch {
            // The cause is left out: nothing is known of what it shows.
            throw CredentialError(.configuration, "the private key cannot sign; make a new one")
        }
    }
}

extension SigningKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "SigningKey(\(self.algorithm))" }
    package var debugDescription: String { self.description }
    package var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}

/// Makes the errors of a key that cannot be used.
struct SigningKeyRefusal {
    let field: String

    func callAsFunction(_ problem: String) -> InvalidInput {
        InvalidInput(
            field: self.field, problem: problem,
            remedy: "Pass a private key that is not encrypted, as PEM or as a JSON Web Key: RSA of 2,048 bits or more, "
                + "P-256, P-384 or Ed25519")
    }
}
