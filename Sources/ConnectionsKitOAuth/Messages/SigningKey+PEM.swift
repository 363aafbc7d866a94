import ConnectionsKit
import Crypto
import CryptoExtras

extension SigningKey {
    /// Reads the private key of a PEM text (RFC 7468), whatever stands before and after it.
    static func key(pem text: String, _ refusal: SigningKeyRefusal) throws(InvalidInput) -> SigningKey {
        // A key that was copied out of a JSON file has its line breaks escaped.
        let text = text.replacing("\\r", with: "").replacing("\\n", with: "\n")
        let (label, der) = try Self.block(in: text, refusal)
        // The identifiers of algorithms and curves, as they stand in the key.
        let isElliptic = label == "EC PRIVATE KEY" || der.contains(Identifier.ellipticCurve)
        if label == "RSA PRIVATE KEY" || der.contains(Identifier.rsa) {
            if let key = try? _RSA.Signing.PrivateKey(derRepresentation: der) { return SigningKey(.rsa(key)) }
            guard (try? _RSA.Signing.PrivateKey(unsafeDERRepresentation: der)) == nil else {
                throw refusal("an RSA key of fewer than 2,048 bits")
            }
            throw refusal("an RSA key that is damaged or too short")
        }
        if isElliptic {
            if der.contains(Identifier.p256), let key = try? P256.Signing.PrivateKey(derRepresentation: der) {
                return SigningKey(.p256(key))
            }
            if der.contains(Identifier.p384), let key = try? P384.Signing.PrivateKey(derRepresentation: der) {
                return SigningKey(.p384(key))
            }
            throw refusal("an elliptic key that is damaged, or not on the curve P-256 or P-384")
        }
        // RFC 8410 section 7: the seed stands at the end.
        if der.starts(with: Identifier.ed25519Start), der.count == Identifier.ed25519Start.count + 32,
            let key = try? Curve25519.Signing.PrivateKey(
                rawRepresentation: der.dropFirst(Identifier.ed25519Start.count))
        {
            return SigningKey(.ed25519(key))
        }
        throw refusal("a kind of key that cannot sign here")
    }

    private static func block(
        in text: String, _ refusal: SigningKeyRefusal
    ) throws(InvalidInput) -> (label: String, der: [UInt8]) {
        guard text.contains("-----BEGIN ") else { throw refusal("neither PEM nor a JSON Web Key") }
        for label in ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"] {
            guard let start = text.firstRange(of: "-----BEGIN \(label)-----") else { continue }
            guard let end = text[start.upperBound...].firstRange(of: "-----END \(label)-----") else {
                throw refusal("PEM that is cut off")
            }
            let body = text[start.upperBound..<end.lowerBound]
            guard !body.contains("ENCRYPTED") else { throw refusal("an encrypted key") }
            guard let der = Base64.decode(String(body.filter { !$0.isWhitespace }), .standard), !der.isEmpty else {
                throw refusal("PEM that is damaged")
            }
            return (label, der)
        }
        if text.contains("ENCRYPTED PRIVATE KEY") { throw refusal("an encrypted key") }
        if text.contains("PUBLIC KEY") || text.contains("CERTIFICATE") {
            throw refusal("a public key or a certificate, and no private key")
        }
        throw refusal("PEM without a private key")
    }

    /// DER of object identifiers.
    private enum Identifier {
        static let rsa: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]
        static let ellipticCurve: [UInt8] = [0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]
        static let p256: [UInt8] = [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]
        static let p384: [UInt8] = [0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x22]
        static let ed25519Start: [UInt8] = [
            0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
        ]
    }
}
