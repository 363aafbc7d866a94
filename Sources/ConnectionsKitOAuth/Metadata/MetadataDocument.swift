import ConnectionsKit
import ConnectionsKitHTTP

/// The members of a metadata document, read with the checks that each kind needs.
struct MetadataDocument {
    private let members: JSONValue
    private let allowsLoopbackHTTP: Bool

    /// Reads the JSON text of a document.
    init(_ document: [UInt8], allowsLoopbackHTTP: Bool) throws(CredentialError) {
        guard let members = JSONReader.value(in: document), case .object = members else {
            throw CredentialError(.invalidResponse, "the server's metadata is no JSON object")
        }
        self.members = members
        self.allowsLoopbackHTTP = allowsLoopbackHTTP
    }

    var issuer: String? { self.members["issuer"]?.text }

    /// A list of texts; `nil` when there is none.
    func texts(_ field: String) -> [String]? { self.members[field]?.texts }

    /// Whether a flag is set.
    func says(_ field: String) -> Bool { self.members[field] == .bool(true) }

    /// A safe address; `nil` when there is none.
    func endpoint(_ field: String) throws(CredentialError) -> String? {
        guard let value = self.members[field], value != .null else { return nil }
        guard let text = value.text else {
            throw CredentialError(.invalidResponse, "the field \"\(field)\" of the server's metadata is no string")
        }
        _ = try EndpointAddress.checked(text, name: field, allowsLoopbackHTTP: self.allowsLoopbackHTTP)
        return text
    }

    /// The ways of client authentication at the token endpoint that are known.
    var clientAuthentications: [ClientAuthentication] {
        get throws(CredentialError) {
            // RFC 8414 section 2: a server that names none accepts `client_secret_basic`.
            let named = self.texts("token_endpoint_auth_methods_supported") ?? [ClientAuthentication.basic.rawValue]
            let known = Self.known(named)
            guard !known.isEmpty else {
                throw CredentialError(
                    .configuration,
                    "the server accepts none of client_secret_basic, client_secret_post, private_key_jwt and none, and no "
                        + "other is known")
            }
            return known
        }
    }

    /// Those at the revocation endpoint; empty when none is named.
    ///
    /// RFC 8414 section 2 takes a missing list for `client_secret_basic`, but servers that leave it out take there what their
    /// token endpoint takes.
    var revocationAuthentications: [ClientAuthentication] {
        Self.known(self.texts("revocation_endpoint_auth_methods_supported") ?? [])
    }

    /// Those that are known: what proves something first, and of that the secret, which most clients have.
    private static func known(_ named: [String]) -> [ClientAuthentication] {
        [.basic, .post, .privateKeyJWT, .none].filter { named.contains($0.rawValue) }
    }
}
