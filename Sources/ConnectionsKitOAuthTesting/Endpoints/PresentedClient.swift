import ConnectionsKit
import HTTPTypes

/// How a request says which client it comes from, before anyone believes it (RFC 6749 section 2.3, RFC 7523 section 2.2).
struct PresentedClient {
    /// The one type of `client_assertion_type`.
    private static let assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

    enum Proof {
        case none
        case basic(String)
        case post(String)
        case assertion(SignedAssertion)
    }

    let id: String
    let proof: Proof

    /// Whether the request names a client at all.
    static func isPresent(_ call: Call, _ parameters: Parameters) -> Bool {
        !call.headers[values: .authorization].isEmpty
            || ["client_id", "client_secret", "client_assertion", "client_assertion_type"].contains(
                where: parameters.has)
    }

    init(_ call: Call, _ parameters: Parameters) throws(Refusal) {
        let fields = call.headers[values: .authorization]
        guard fields.count <= 1 else { throw .invalidRequest("Authorization is repeated") }
        let secret = parameters["client_secret"]
        let assertion = parameters["client_assertion"]
        guard [fields.first, secret, assertion].count(where: { $0 != nil }) <= 1 else {
            throw .invalidRequest("the client authenticates in two ways; use one (RFC 6749 section 2.3)")
        }
        if let assertion {
            guard parameters["client_assertion_type"] == Self.assertionType else {
                throw .invalidRequest("client_assertion_type must be \(Self.assertionType)")
            }
            guard let token = SignedAssertion(assertion), let id = token.subject else {
                throw .invalidClient("client_assertion is no signed JSON Web Token with a subject")
            }
            (self.id, self.proof) = (id, .assertion(token))
        } else if let field = fields.first {
            guard let (id, password) = Self.basicCredentials(field) else {
                throw .invalidClient("Authorization must be Basic with form-encoded identifier and secret")
            }
            (self.id, self.proof) = (id, .basic(password))
        } else {
            guard let id = parameters["client_id"] else { throw .invalidClient("the client did not authenticate") }
            (self.id, self.proof) = (id, secret.map { .post($0) } ?? .none)
        }
        guard parameters["client_id"].map({ $0 == self.id }) ?? true else {
            throw .invalidRequest("client_id differs from the client that authenticates")
        }
    }

    private static func basicCredentials(_ field: String) -> (id: String, secret: String)? {
        let parts = field.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].lowercased() == "basic",
            let bytes = Base64.decode(parts[1], .standard),
            let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
            let id = try? FormEncoding.decode(component: bytes[..<colon]),
            let secret = try? FormEncoding.decode(component: bytes[bytes.index(after: colon)...])
        else { return nil }
        return (id, secret)
    }
}

extension AuthorizationServer {
    /// The client that a request comes from, by the one way that it was registered with.
    mutating func authenticatedClient(_ call: Call, _ parameters: Parameters) throws(Refusal) -> Client {
        let presented = try PresentedClient(call, parameters)
        let refusal = Refusal.invalidClient(
            "unknown client, wrong secret, or another way to authenticate than was registered")
        guard let client = self.clients[presented.id] else { throw refusal }
        switch (client.authentication.method, presented.proof) {
        case (.none, .none): break
        case (.basic, .basic(let secret)), (.post, .post(let secret)):
            guard client.authentication.secret == secret else { throw refusal }
        case (.privateKeyJWT, .assertion(let assertion)):
            try self.check(assertion, of: client, at: self.endpoint(at: call.path), now: call.now)
        default: throw refusal
        }
        return client
    }
}
