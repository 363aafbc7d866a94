import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// OAuth without anybody who is sent to the service: by client credentials and by assertions.
@Suite struct FieldsAuthorizationTests {
    let world = World(catalogue: World.flowsCatalogue)
    static let pem = "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n"

    @Test func `where the client is all that is needed it is completed at once`() async throws {
        let robot = try await self.world.definition(to: World.robot)
        let pending = try await self.world.begin(robot)
        guard case .fields(let fields) = pending.step else {
            Issue.record("something else than fields")
            return
        }
        #expect(fields.isEmpty)
        #expect(try await self.world.console.complete(pending, as: self.world.developer).isConnected)
        #expect(try await self.world.grant(of: robot.id).client?.clientID == "platform-client")
        let task = try await self.world.runtime.connection("robot", in: .console("estate", of: "maker", .development))
        #expect(try token(try await task.credential(at: self.world.sale, for: nil)) == "Bearer access-1")
        self.world.time.advance(by: .seconds(3_601))
        #expect(try token(try await task.credential(at: self.world.sale, for: nil)) == "Bearer access-2")
    }

    @Test func `a developer's own client has no redirect address there, and is the grant's for good`() async throws {
        let set = try await self.world.console.createCredentialSet(
            "Robot", for: World.robot, clientID: "robot-1", secret: Secret("s"), as: self.world.developer)
        #expect(try await self.world.store.read(CredentialSet.self, set.id, in: "maker")?.redirectURI == "")
        let robot = try await self.world.console.createConnection(
            to: World.robot, kind: .admin, mode: .clientCredentials(set), scopes: ["read"], as: self.world.developer)
        let pending = try await self.world.begin(robot)
        let plan = try await self.world.console.planCredentialSet(
            .client(id: "robot-2"), of: set.id, as: self.world.developer)
        try await self.world.console.changeCredentialSet(plan, secret: Secret("t"), as: self.world.developer)
        try await self.world.console.complete(pending, fields: SecretFields([]), as: self.world.developer)
        let client = try await self.world.grant(of: robot.id).client
        #expect(client == Grant.Client(clientID: "robot-1", credentialSet: set, revision: 1))
        let wrong = try await self.world.refusal(.invalidInput) {
            try await self.world.console.createCredentialSet(
                "Robot", for: World.robot, clientID: "robot-1", secret: Secret("s"),
                redirectURI: "https://elsewhere.example.com/", as: self.world.developer)
        }
        #expect(wrong.field == "redirectURI")
    }

    @Test(arguments: [
        pem, "\n" + pem, pem.replacing("\n", with: "\r\n"),
        "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN EC PRIVATE KEY-----\nMIIB\n-----END EC PRIVATE KEY-----",
        #"{"kty":"EC","crv":"P-256","x":"a","y":"b","d":"c","kid":"1"}"#,
    ])
    func `where clients sign a private key is the secret`(text: String) async throws {
        let set = try await self.world.console.createCredentialSet(
            "Signer", for: World.signer, clientID: "signer", secret: Secret(text), as: self.world.developer)
        let stored = try #require(try await self.world.store.read(CredentialSet.self, set.id, in: "maker"))
        #expect(stored.authentication == .privateKeyJWT)
        let keys = try await self.world.keys(for: "maker")
        let opened = try keys.open(
            try #require(stored.secret), in: .credentialSet(set.id, account: "maker"))
        #expect(opened.reveal() == text)
    }

    @Test(arguments: [
        ("a secret", "neither PEM"), ("-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----", "public key"),
        ("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----", "certificate"),
        ("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----", "encrypted"),
        ("-----BEGIN PRIVATE KEY-----\nMIIB", "cut off"), (#"{"kty":"EC","x":"a","y":"b"}"#, "public key"),
        (#"{"kty":"oct","k":"a","d":"b"}"#, "another type"), ("{", "not the JSON"), (pem + "ä", "characters"),
        (pem + String(repeating: " ", count: 16_384), "16 KiB"),
    ])
    func `what is no private key is refused with what it is`(text: String, problem: String) async throws {
        let error = try await self.world.refusal(.invalidInput) {
            try await self.world.console.createCredentialSet(
                "Signer", for: World.signer, clientID: "signer", secret: Secret(text), as: self.world.developer)
        }
        #expect(error.field == "secret" && error.message.contains(problem), "\(error)")
        #expect(error.remedy.contains("private key"))
    }

    @Test func `no key is a missing field`() async throws {
        let error = try await self.world.refusal(.missingCredentialField) {
            try await self.world.console.createCredentialSet(
                "Signer", for: World.signer, clientID: "signer", secret: nil, as: self.world.developer)
        }
        #expect(error.field == "secret" && error.message.contains("private key"))
    }
}
