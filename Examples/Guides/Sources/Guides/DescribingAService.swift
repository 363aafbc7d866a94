import ConnectionsKit
import ConnectionsKitConnectors

// The code of the guide "Describing a service".

func ownConnectors() throws -> Catalogue {
    var desk = OAuth2Facts(
        endpoints: OAuth2Endpoints(
            authorization: "https://{subdomain}.desk.example/oauth/authorize",
            token: "https://{subdomain}.desk.example/oauth/token",
            revocation: "https://{subdomain}.desk.example/oauth/revoke"))
    desk.scopes = ["tickets:read", "tickets:write"]
    desk.clientAuthentication = .post
    desk.rotation = .always(grace: .seconds(60))
    desk.revocationReach = .token

    let catalogue = Catalogue.builtIn.adding([
        Connector(
            id: "desk", name: "Desk", category: "Support", authentication: .oauth2(desk),
            hosts: ["{subdomain}.desk.example"],
            parameters: [ConnectorParameter("subdomain", label: "Subdomain", example: "acme")],
            documentation: "https://developer.desk.example/authentication")
    ])
    try catalogue.validate()
    return catalogue
}

func machines() -> [Connector] {
    var reports = OAuth2Facts(endpoints: OAuth2Endpoints(token: "https://accounts.reports.example/token"))
    reports.grantType = .clientCredentials
    reports.fields = [
        CredentialField("client_id", label: "Client ID", isSecret: false, placement: .basic),
        CredentialField("client_secret", label: "Client secret", placement: .basic),
    ]

    var ledger = OAuth2Facts(endpoints: OAuth2Endpoints(token: "https://auth.ledger.example/token"))
    ledger.grantType = .jwtBearer
    ledger.assertion.holdsScopes = true
    ledger.fields = [
        CredentialField("issuer", label: "Service account", isSecret: false, placement: .form(name: "iss")),
        CredentialField("private_key", label: "Private key", placement: .form(name: "key")),
    ]

    var terminal = OAuth2Facts(
        endpoints: OAuth2Endpoints(
            token: "https://id.terminal.example/token", deviceAuthorization: "https://id.terminal.example/device"))
    terminal.grantType = .deviceCode
    return [
        Connector(
            id: "reports", name: "Reports", category: "Analytics", authentication: .oauth2(reports),
            hosts: ["api.reports.example"]),
        Connector(
            id: "ledger", name: "Ledger", category: "Accounting", authentication: .oauth2(ledger),
            hosts: ["api.ledger.example"]),
        Connector(
            id: "terminal", name: "Terminal", category: "Payments", authentication: .oauth2(terminal),
            hosts: ["api.terminal.example"]),
    ]
}

func gateways() -> [Connector] {
    [
        Connector(
            id: "texts", name: "Texts", category: "SMS",
            authentication: .apiKey([
                CredentialField("app_id", label: "App ID", isSecret: false, placement: .query(name: "app")),
                CredentialField("key", label: "API key", placement: .header(name: "X-API-Key", prefix: "")),
            ]),
            hosts: ["api.texts.example"], places: [.smsAction])
    ]
}
