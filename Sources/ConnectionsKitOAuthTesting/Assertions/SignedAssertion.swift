import ConnectionsKit
import ConnectionsKitHTTP

/// A JSON Web Token in its compact form (RFC 7515 section 7.1), before anyone believes it.
struct SignedAssertion {
    let header: JSONValue
    let claims: JSONValue
    private let signature: [UInt8]
    private let signed: [UInt8]

    /// Reads a token; `nil` when it is none.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Base64.decode(parts[0], .urlSafe).flatMap(JSONReader.value(in:)),
            let claims = Base64.decode(parts[1], .urlSafe).flatMap(JSONReader.value(in:)),
            let signature = Base64.decode(parts[2], .urlSafe), !signature.isEmpty
        else { return nil }
        self.header = header
        self.claims = claims
        self.signature = signature
        self.signed = Array("\(parts[0]).\(parts[1])".utf8)
    }

    var issuer: String? { self.claims["iss"]?.text }
    var subject: String? { self.claims["sub"]?.text }

    /// Whether one of `keys` has signed it, with the algorithm that belongs to that key and under its name.
    ///
    /// The header's word on the algorithm is never enough by itself (RFC 8725 section 3.1).
    func isSigned(by keys: [AuthorizationServer.PublicKey]) -> Bool {
        let id = self.header["kid"]?.text
        return keys.contains { key in
            key.algorithm.rawValue == self.header["alg"]?.text && (id == nil || key.id == nil || id == key.id)
                && key.verifies(self.signature, of: self.signed)
        }
    }

    /// The seconds of a time claim.
    func time(_ name: String) -> Duration? {
        guard case .number(let text) = self.claims[name], let seconds = Double(text), abs(seconds) < 1e12 else {
            return nil
        }
        return .milliseconds(Int64(seconds * 1_000))
    }
}
