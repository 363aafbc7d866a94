import ConnectionsKit
import ConnectionsKitOAuthTesting
import Crypto
import CryptoExtras
import Foundation

/// A private key of a client or an issuer, which signs assertions by hand.
struct SigningKey: Sendable {
    enum Kind: String, CaseIterable, Sendable {
        case es256 = "ES256"
        case rs256 = "RS256"
    }

    let kind: Kind
    var id: String? = "key-1"

    private static let curve = P256.Signing.PrivateKey()
    private static let otherCurve = P256.Signing.PrivateKey()
    private static let rsa = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }

    /// The public half, as it is registered.
    func registered() throws -> AuthorizationServer.PublicKey {
        switch self.kind {
        case .es256: try .es256(pem: Self.curve.publicKey.pemRepresentation, id: self.id)
        case .rs256: try .rs256(pem: try Self.rsa.get().publicKey.pemRepresentation, id: self.id)
        }
    }

    /// A compact JSON Web Token of these claims.
    func token(
        _ claims: AuthorizationServer.JSON, header: [String: AuthorizationServer.JSON] = [:], isForged: Bool = false
    ) throws -> String {
        var fields: [String: AuthorizationServer.JSON] = ["alg": .string(self.kind.rawValue), "typ": "JWT"]
        fields["kid"] = self.id.map(AuthorizationServer.JSON.string)
        fields.merge(header) { $1 }
        let parts = [AuthorizationServer.JSON.object(fields), claims].map { Base64.encode($0.text, .urlSafe) }
        let signed = parts.joined(separator: ".")
        return "\(signed).\(Base64.encode(try self.signature(of: signed, isForged: isForged), .urlSafe))"
    }

    private func signature(of text: String, isForged: Bool) throws -> [UInt8] {
        let bytes = Data(text.utf8)
        switch self.kind {
        case .es256:
            let key = isForged ? Self.otherCurve : Self.curve
            return Array(try key.signature(for: bytes).rawRepresentation)
        case .rs256:
            let key = isForged ? try _RSA.Signing.PrivateKey(keySize: .bits2048) : try Self.rsa.get()
            return Array(try key.signature(for: bytes, padding: .insecurePKCS1v1_5).rawRepresentation)
        }
    }
}
