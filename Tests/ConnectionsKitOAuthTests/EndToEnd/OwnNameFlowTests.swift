import ConnectionsKit
import ConnectionsKitOAuth
import ConnectionsKitOAuthTesting
import ConnectionsKitTesting
import Testing

/// Client credentials and JWT bearer assertions over the provider against the strict server.
@Suite struct OwnNameFlowTests {
    @Test(arguments: [ClientAuthentication.basic, .post, .privateKeyJWT])
    func `a client gets tokens in its own name, again and again`(authentication: ClientAuthentication) async throws {
        let strict = try await StrictServer(.clientCredentials, authentication: authentication)
        guard case .fields(let fields, let clientID) = try await strict.begin() else {
            return #expect(Bool(false))
        }
        #expect(fields.isEmpty && clientID == "app")
        let first = try await strict.complete(.fields(SecretFields([])))
        #expect(strict.isLive(first.access) && first.scopes == ["numbers.read"])
        let second = try await strict.refresh(first.refresh)
        #expect(strict.isLive(second.access) && !second.access.matches(first.access))
        // What renews it is no token of the service, and is not sent there.
        #expect(strict.server.callCount(at: .token) == 2)
        #expect(strict.server.withServer { $0.liveGrantCount(user: "maria", client: "app") } == 0)
        #expect(try await strict.revoke(second))
        #expect(!strict.isLive(second.access))
    }

    @Test func `the client may be one that the person fills in`() async throws {
        let strict = try await StrictServer(.clientCredentials) {
            _ in
        } facts: { facts in
            facts.fields = [
                CredentialField("client_id", label: "Client", isSecret: false, placement: .form(name: "client_id")),
                CredentialField("client_secret", label: "Secret", placement: .form(name: "client_secret")),
            ]
        }
        let right = SecretFields([("client_id", Secret("app")), ("client_secret", Secret("s3cret: %+&"))])
        let obtained = try await strict.complete(.fields(right), clientID: nil)
        #expect(strict.isLive(obtained.access))
        #expect(strict.isLive(try await strict.refresh(obtained.refresh, clientID: nil).access))
        let wrong = SecretFields([("client_id", Secret("app")), ("client_secret", Secret("wrong"))])
        let error = try await failure { try await strict.complete(.fields(wrong), clientID: nil) }
        #expect(error.providerCode == "invalid_client" && error.code == .configuration)
    }

    @Test func `a secret that changed at the service condemns nothing`() async throws {
        var strict = try await StrictServer(.clientCredentials)
        let first = try await strict.complete(.fields(SecretFields([])))
        let good = strict.client
        strict.client.secret = Secret("old")
        #expect(try await failure { try await strict.refresh(first.refresh) }.code == .configuration)
        strict.client = good
        #expect(strict.isLive(try await strict.refresh(first.refresh).access))
    }

    private static func assertions(isRSA: Bool, holdsScopes: Bool = false) async throws -> StrictServer {
        try await StrictServer(.jwtBearer, key: ClientKey(isRSA: isRSA)) {
            _ in
        } facts: { facts in
            facts.assertion.holdsScopes = holdsScopes
            facts.fields = ["issuer", "subject", "private_key"].map {
                CredentialField($0, label: $0, placement: .form(name: $0))
            }
        }
    }

    private static func fields(_ key: ClientKey, issuer: String = "robot", subject: String = "maria") throws
        -> SecretFields
    {
        SecretFields([
            ("issuer", Secret(issuer)), ("subject", Secret(subject)), ("private_key", Secret(try key.privatePEM)),
        ])
    }

    @Test(arguments: [true, false], [true, false])
    func `a signed assertion stands for a user, and is made anew for each token`(
        isRSA: Bool, holdsScopes: Bool
    ) async throws {
        let strict = try await Self.assertions(isRSA: isRSA, holdsScopes: holdsScopes)
        let fields = try Self.fields(ClientKey(isRSA: isRSA))
        let first = try await strict.complete(.fields(fields), clientID: nil)
        #expect(strict.isLive(first.access) && first.scopes == ["numbers.read"])
        strict.time.advance(by: .seconds(7_200))
        let second = try await strict.refresh(first.refresh, clientID: nil)
        #expect(strict.isLive(second.access) && !strict.isLive(first.access))
        #expect(strict.server.withServer { $0.liveGrantCount(user: "maria", client: "robot") } == 2)
    }

    @Test func `an assertion of somebody else, or of another key, is refused`() async throws {
        let strict = try await Self.assertions(isRSA: false)
        for fields in [
            try Self.fields(ClientKey(isRSA: false), issuer: "stranger"),
            try Self.fields(ClientKey(isRSA: false), subject: "jon"), try Self.fields(ClientKey(isRSA: true)),
        ] {
            let error = try await failure { try await strict.complete(.fields(fields), clientID: nil) }
            #expect(error.providerCode == "invalid_grant")
        }
    }
}
