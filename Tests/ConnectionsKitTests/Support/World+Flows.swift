import ConnectionsKit
import ConnectionsKitTesting

extension World {
    static let screen: ConnectorID = "screen"
    static let robot: ConnectorID = "robot"
    static let signer: ConnectorID = "signer"
    static let shop: ConnectorID = "shop"

    /// The catalogue of the tests with connectors that are authorized in every other way, and one with parameters.
    static let flowsCatalogue: Catalogue = {
        func oauth(
            _ id: ConnectorID, _ name: String, _ grantType: GrantType, hosts: [HostPattern] = ["api.example.com"],
            parameters: [ConnectorParameter] = [], edit: (inout OAuth2Facts) -> Void = { _ in }
        ) -> Connector {
            let host = parameters.isEmpty ? "accounts.example.com" : "{shop}.example.com"
            var facts = OAuth2Facts(
                endpoints: OAuth2Endpoints(
                    authorization: "https://\(host)/auth", token: "https://\(host)/token",
                    revocation: "https://\(host)/revoke", deviceAuthorization: "https://\(host)/device"))
            facts.grantType = grantType
            facts.revocationReach = .token
            edit(&facts)
            return Connector(
                id: id, name: name, category: "Test", authentication: .oauth2(facts), hosts: hosts,
                parameters: parameters, allowsLoggedInUser: true, isPlatformService: true)
        }
        return World.richCatalogue.adding([
            oauth(Self.screen, "Screen", .deviceCode), oauth(Self.robot, "Robot", .clientCredentials),
            oauth(Self.signer, "Signer", .jwtBearer) { facts in
                facts.clientAuthentication = .privateKeyJWT
                facts.fields = [CredentialField("subject", label: "Subject", placement: .form(name: "sub"))]
            },
            oauth(
                Self.shop, "Shop", .authorizationCode, hosts: ["{shop}.example.com"],
                parameters: [
                    ConnectorParameter("shop", label: "shop", example: "acme"),
                    ConnectorParameter(
                        "region", label: "region", example: "eu", standard: "us", format: .choice(["us", "eu"])),
                ]
            ) { facts in
                facts.tokenResponseDetails = ["instance_url"]
                facts.refreshTokenIdleLifetime = .seconds(30 * 86_400)
            },
        ])
    }()

    /// A definition of the console that is authorized on another device.
    func screenDefinition() async throws -> Connection { try await self.definition(to: Self.screen) }

    /// An application with such a connection, installed at the client.
    func installedScreen() async throws -> Installation {
        _ = try await self.screenDefinition()
        return try await self.install()
    }

    /// Begins in the console.
    func begin(
        _ connection: Connection, details: [String: String] = [:], as principal: Principal? = nil
    ) async throws -> PendingAuthorization {
        try await self.console.authorize(
            connection.id, in: .development, details: details, as: principal ?? self.developer)
    }

    /// The only attempt.
    func attempt() async throws -> Attempt {
        guard let attempt = try await self.observed.all(Attempt.self).first else { throw NothingThrown() }
        return attempt
    }

    /// Lets the time of the next question come.
    func advanceToNextQuestion() async throws {
        guard let next = try await self.attempt().device?.nextAt else { throw NothingThrown() }
        self.time.advance(by: next - self.time.now)
    }

    /// The next commit that writes an attempt.
    static let writesAttempt: @Sendable (ChangeSet) -> Bool = { changes in
        changes.changes.contains { if case .write(.attempt, _) = $0.action { true } else { false } }
    }
}
