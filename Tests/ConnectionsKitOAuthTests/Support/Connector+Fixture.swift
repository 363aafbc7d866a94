import ConnectionsKit
import ConnectionsKitOAuth
import ConnectionsKitTesting

extension Connector {
    /// A service at `https://login.example` whose facts can be changed.
    static func fixture(_ change: (inout OAuth2Facts) -> Void = { _ in }) -> Connector {
        var facts = OAuth2Facts(
            endpoints: OAuth2Endpoints(
                authorization: "https://login.example/authorize", token: "https://login.example/token",
                revocation: "https://login.example/revoke", issuer: "https://login.example"))
        facts.promisesIssuer = true
        change(&facts)
        return Connector(
            id: "numbers", name: "Numbers", category: "Test", authentication: .oauth2(facts),
            hosts: [])
    }
}

extension ClientRegistration {
    /// The confidential client of the scenario.
    static let app = ClientRegistration(
        clientID: "app", secret: Secret("s3cret: %+&"), redirectURI: "https://app.example/callback")

    /// One whose secret is a canary.
    static let canary = ClientRegistration(
        clientID: "app", secret: Secret(Canary.clientSecret), redirectURI: "https://app.example/callback")
}

/// Secrets that no error and no description may show.
enum Canary {
    static let clientSecret = "canary-client-secret"
    static let refresh = "canary-refresh-token"
    static let access = "canary-access-token"
    static let code = "canary-authorization-code"
    static let verifier = "canary-verifier-0123456789-0123456789-012345"

    static let all = [
        clientSecret, refresh, access, code, verifier,
        Base64.encode(Array("app:\(clientSecret)".utf8), .standard),
    ]

    /// The canaries that `value` shows in any of its forms.
    static func shown(by value: Any) -> [String] {
        var dumped = ""
        dump(value, to: &dumped)
        let text = ["\(value)", String(reflecting: value), "\([value])", dumped].joined(separator: "\n")
        return self.all.filter(text.contains)
    }
}

extension OAuthProvider {
    /// A provider whose client is ``ClientRegistration/canary``.
    init(_ transport: ScriptedTransport) {
        self.init(clients: PlatformClients(["numbers": .canary]), transport: transport)
    }
}

extension RefreshRequest {
    static func fixture(_ connector: Connector = .fixture(), limit: Duration = .seconds(7)) -> RefreshRequest {
        RefreshRequest(
            connector: connector, dataCentre: .us, client: nil, clientID: "app", refreshToken: Secret(Canary.refresh),
            timeLimit: limit)
    }
}

extension AuthorizationExchange {
    static func fixture(
        _ connector: Connector = .fixture(),
        callback: String = "state=s&code=\(Canary.code)&iss=https%3A%2F%2Flogin.example"
    ) throws -> AuthorizationExchange {
        AuthorizationExchange(
            connector: connector, dataCentre: .us, scopes: ["numbers.read"], client: nil, clientID: "app",
            answer: .callback(
                try AuthorizationCallback(callback), verifier: Secret(Canary.verifier),
                redirectURI: "https://app.example/callback"))
    }
}

extension RevocationRequest {
    static func fixture(_ connector: Connector = .fixture(), refresh: String? = Canary.refresh) -> RevocationRequest {
        RevocationRequest(
            connector: connector, dataCentre: .us, client: nil, clientID: "app", access: Secret(Canary.access),
            refresh: refresh.map { Secret($0) })
    }
}
