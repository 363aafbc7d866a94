import Crypto
import CryptoExtras

extension AuthorizationServer {
    /// A public key that was registered with the server, for the signatures of assertions.
    public struct PublicKey: Sendable, Hashable {
        enum Algorithm: String, Sendable, CaseIterable {
            case es256 = "ES256"
            case rs256 = "RS256"
        }

        /// The name of the key, compared with `kid` when an assertion has one.
        public let id: String?
        let algorithm: Algorithm
        let pem: String

        /// A key on the curve P-256, for `ES256` (RFC 7518 section 3.4).
        ///
        /// - Parameters:
        ///   - pem: the public key, as PEM (`BEGIN PUBLIC KEY`).
        ///   - id: the name of the key; `nil` when it has none.
        /// - Returns: the key.
        /// - Throws: ``AuthorizationServerError/Code/invalidKey`` when it is no such key.
        public static func es256(pem: String, id: String? = nil) throws(AuthorizationServerError) -> PublicKey {
            guard (try? P256.Signing.PublicKey(pemRepresentation: pem)) != nil else {
                throw AuthorizationServerError(.invalidKey, "the key must be a public key on the curve P-256, as PEM")
            }
            return PublicKey(id: id, algorithm: .es256, pem: pem)
        }

        /// An RSA key of 2048 bits or more, for `RS256` (RFC 7518 section 3.3).
        ///
        /// - Parameters:
        ///   - pem: the public key, as PEM (`BEGIN PUBLIC KEY` or `BEGIN RSA PUBLIC KEY`).
        ///   - id: the name of the key; `nil` when it has none.
        /// - Returns: the key.
        /// - Throws: ``AuthorizationServerError/Code/invalidKey`` when it is no such key.
        public static func rs256(pem: String, id: String? = nil) throws(AuthorizationServerError) -> PublicKey {
            guard (try? _RSA.Signing.PublicKey(pemRepresentation: pem)) != nil else {
                throw AuthorizationServerError(
                    .invalidKey, "the key must be a public RSA key of 2048 bits or more, as PEM")
            }
            return PublicKey(id: id, algorithm: .rs256, pem: pem)
        }

        /// Whether `signature` is this key's over `message`.
        func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
            switch self.algorithm {
            case .es256:
                guard let key = try? P256.Signing.PublicKey(pemRepresentation: self.pem),
                    let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature)
                else { return false }
                return key.isValidSignature(signature, for: message)
            case .rs256:
                guard let key = try? _RSA.Signing.PublicKey(pemRepresentation: self.pem) else { return false }
                return key.isValidSignature(
                    _RSA.Signing.RSASignature(rawRepresentation: signature), for: message, padding: .insecurePKCS1v1_5)
            }
        }
    }
}
