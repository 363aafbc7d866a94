import ConnectionsKit
import ConnectionsKitOAuth
import HTTPTypes

/// How a request says which client it comes from, before anyone believes it (RFC 6749 section 2.3).
struct PresentedClient {
    let id: String
    let authentication: AuthorizationServer.Authentication

    init(_ call: Call, _ parameters: Parameters) throws(Refusal) {
        let fields = call.headers[values: .authorization]
        guard fields.count <= 1 else { throw .invalidRequest("Authorization is repeated") }
        let secret = parameters["client_secret"]
        guard let field = fields.first else {
            guard let id = parameters["client_id"] else { throw .invalidClient("the client did not authenticate") }
            self.id = id
            self.authentication = secret.map { .post(secret: $0) } ?? .none
            return
        }
        guard secret == nil else {
            throw .invalidRequest("the client authenticates in two ways; use one (RFC 6749 section 2.3)")
        }
        guard let (id, password) = Self.basicCredentials(field) else {
            throw .invalidClient("Authorization must be Basic with form-encoded identifier and secret")
        }
        guard parameters["client_id"].map({ $0 == id }) ?? true else {
            throw .invalidRequest("client_id differs from the client that authenticates")
        }
        self.id = id
        self.authentication = .basic(secret: password)
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
    func authenticatedClient(_ call: Call, _ parameters: Parameters) throws(Refusal) -> Client {
        let presented = try PresentedClient(call, parameters)
        guard let client = self.clients[presented.id], client.authentication == presented.authentication else {
            throw .invalidClient("unknown client, wrong secret, or another way to authenticate than was registered")
        }
        return client
    }
}
