import ConnectionsKit
import ConnectionsKitHTTP
import Crypto
import CryptoExtras

extension SigningKey {
    /// Reads a private JSON Web Key (RFC 7517, RFC 7518 section 6, RFC 8037).
    static func key(jwk text: String, _ refusal: SigningKeyRefusal) throws(InvalidInput) -> SigningKey {
        guard let json = JSONReader.value(in: Array(text.utf8)) else { throw refusal("JSON that is damaged") }
        guard json["keys"] == nil else { throw refusal("a set of keys, where one is wanted") }
        guard let type = json["kty"]?.text else { throw refusal("JSON without \"kty\", so no JSON Web Key") }
        guard type != "oct" else { throw refusal("a symmetric key, and no private one") }
        guard json["d"] != nil else { throw refusal("a public key, and no private one") }
        guard json["use"] == nil || json["use"]?.text == "sig" else {
            throw refusal("a key that is not for signatures")
        }
        let kind = try Self.kind(json, type, refusal)
        if let algorithm = json["alg"], algorithm.text != kind.algorithm {
            throw refusal("a key whose \"alg\" is not the one that its kind has here, \(kind.algorithm)")
        }
        return SigningKey(kind, keyID: json["kid"]?.text.flatMap { $0.isEmpty ? nil : $0 })
    }

    private static func kind(
        _ json: JSONValue, _ type: String, _ refusal: SigningKeyRefusal
    ) throws(InvalidInput) -> Kind {
        func bytes(_ name: String) -> [UInt8]? { json[name]?.text.flatMap { Base64.decode($0, .urlSafe) } }
        guard let d = bytes("d") else { throw refusal("a key whose \"d\" is damaged") }
        switch (type, json["crv"]?.text) {
        case ("RSA", _):
            guard let n = bytes("n"), let e = bytes("e"), let key = Self.rsa(n, e, d, bytes("p"), bytes("q")) else {
                throw refusal("an RSA key that is damaged or has fewer than 2,048 bits")
            }
            return json["alg"]?.text == "PS256" ? .rsaPSS(key) : .rsa(key)
        case ("EC", "P-256"):
            if let key = try? P256.Signing.PrivateKey(rawRepresentation: d) { return .p256(key) }
        case ("EC", "P-384"):
            if let key = try? P384.Signing.PrivateKey(rawRepresentation: d) { return .p384(key) }
        case ("OKP", "Ed25519"):
            if let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: d) { return .ed25519(key) }
        default: throw refusal("a kind of key that cannot sign here")
        }
        throw refusal("an elliptic key that is damaged")
    }

    private static func rsa(
        _ n: [UInt8], _ e: [UInt8], _ d: [UInt8], _ p: [UInt8]?, _ q: [UInt8]?
    ) -> _RSA.Signing.PrivateKey? {
        if let p, let q { return try? _RSA.Signing.PrivateKey(n: n, e: e, d: d, p: p, q: q) }
        // RFC 7518 section 6.3.2 lets the factors be left out.
        return try? _RSA.Signing.PrivateKey._createFromNumbers(n: n, e: e, d: d)
    }
}
