import ConnectionsKit
import ConnectionsKitHTTP
import Crypto
import Testing

/// A JSON Web Token taken apart.
struct DecodedToken {
    let header: JSONValue
    let claims: JSONValue
    let signature: [UInt8]
    let input: String

    init(_ text: String) throws {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        try #require(parts.count == 3)
        self.header = try #require(Base64.decode(parts[0], .urlSafe).flatMap { JSONReader.value(in: $0) })
        self.claims = try #require(Base64.decode(parts[1], .urlSafe).flatMap { JSONReader.value(in: $0) })
        self.signature = try #require(Base64.decode(parts[2], .urlSafe))
        self.input = "\(parts[0]).\(parts[1])"
    }

    /// Whether it was signed with ``SpecificationKeys/p256``.
    func isSignedBySpecificationKey() throws -> Bool {
        try SpecificationKeys.p256Key().publicKey.isValidSignature(
            P256.Signing.ECDSASignature(rawRepresentation: self.signature), for: Array(self.input.utf8))
    }

    var claimNames: [String] {
        if case .object(let members) = self.claims { members.keys.sorted() } else { [] }
    }
}

extension ScriptedTransport.Call {
    var text: String { String(decoding: self.body, as: UTF8.self) }

    /// The names of a form-encoded body, in their order.
    var names: [String] { ((try? FormEncoding.decode(self.body)) ?? []).map(\.name) }

    /// The value of the field `name`, which must stand there once.
    func value(_ name: String) throws -> String {
        let values = try FormEncoding.decode(self.body).filter { $0.name == name }
        try #require(values.count == 1, "\(name)")
        return values[0].value
    }
}
