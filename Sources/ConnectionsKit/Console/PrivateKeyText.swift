#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The text of a private key as a developer enters it: PEM (RFC 7468), or a JSON Web Key (RFC 7517).
///
/// Only what people confuse is told apart here; the provider that signs with it reads it whole.
enum PrivateKeyText {
    private static let maximumLength = 16_384

    /// Refuses what is no private key.
    static func validate(_ secret: Secret, field: String) throws(InvalidInput) {
        func refuse(_ problem: String) -> InvalidInput {
            InvalidInput(
                field: field, problem: problem,
                remedy: "Pass the private key whole, as PEM with its first and last line or as a JSON Web Key")
        }
        let isText = secret.withBytes { bytes in
            bytes.allSatisfy { (0x20...0x7E).contains($0) || [0x09, 0x0A, 0x0D].contains($0) }
        }
        guard secret.count <= self.maximumLength, isText else {
            throw refuse("longer than 16 KiB, or with characters that a key in text form does not have")
        }
        let text = String(secret.reveal().drop(while: \.isWhitespace))
        if text.hasPrefix("{") { return try self.validate(key: text, refuse) }
        guard text.hasPrefix("-----BEGIN ") else { throw refuse("neither PEM nor a JSON Web Key") }
        let label = text.dropFirst(11).prefix { $0 != "-" }
        guard label.hasSuffix("PRIVATE KEY") else {
            throw refuse("a \(label.lowercased()), where the private key is needed")
        }
        guard !label.hasPrefix("ENCRYPTED") else {
            throw refuse("the key is encrypted, and its passphrase is not known")
        }
        guard text.contains("-----END \(label)-----") else { throw refuse("the key is cut off") }
    }

    private static func validate(key text: String, _ refuse: (String) -> InvalidInput) throws(InvalidInput) {
        guard let key = try? JSONDecoder().decode(WebKey.self, from: Data(text.utf8)) else {
            throw refuse("it is not the JSON of one key")
        }
        guard key.kty == "RSA" || key.kty == "EC" || key.kty == "OKP" else {
            throw refuse("a key of another type than RSA, EC or OKP")
        }
        guard key.d != nil else { throw refuse("a public key, where the private key is needed") }
    }

    /// The members of a key that tell what it is (RFC 7518 section 6).
    private struct WebKey: Decodable {
        var kty: String
        var d: String?
    }
}
