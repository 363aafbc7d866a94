import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

/// The values that a person fills in, checked by name.
@Suite struct StaticCredentialProviderTests {
    private func complete(_ connector: ConnectorID, _ values: [(String, String)]) async throws -> ObtainedCredential {
        let connector = try #require(World.richCatalogue[connector])
        let provider = StaticCredentialProvider(method: connector.authentication.method)
        return try await provider.complete(
            AuthorizationExchange(
                connector: connector, dataCentre: .us, scopes: [], client: nil, clientID: nil,
                answer: .fields(SecretFields(values.map { ($0.0, Secret($0.1)) }))))
    }

    @Test(arguments: [
        (World.sms, [("key", "k")], "sender"), (World.sms, [("sender", "s")], "key"), (World.sms, [], "key"),
        (World.sms, [("key", ""), ("sender", "s")], "key"), (World.gate, [("user", "u")], "password"),
        (World.gate, [("password", "p")], "user"),
        // What is missing is told before what is wrong or unknown.
        (World.sms, [("key", "a\nb")], "sender"), (World.sms, [("other", "x"), ("sender", "s")], "key"),
    ])
    func `a field that was left out is named`(
        _ connector: ConnectorID, _ values: [(String, String)], _ missing: String
    ) async throws {
        let error = await #expect(throws: CredentialError.self) { try await self.complete(connector, values) }
        #expect(error?.code == .missingField)
        #expect((error?.cause as? InvalidInput)?.field == missing)
        #expect((error?.cause as? InvalidInput)?.remedy.isEmpty == false)
    }

    @Test(arguments: [
        (World.sms, [("key", "a\nb"), ("sender", "s")], "key"),
        (World.sms, [("key", "k"), ("sender", "s"), ("other", "x")], "other"),
        (World.gate, [("user", "u:v"), ("password", "p")], "user"),
    ])
    func `a field that is wrong is named as wrong, and its value is not repeated`(
        _ connector: ConnectorID, _ values: [(String, String)], _ wrong: String
    ) async throws {
        let error = await #expect(throws: CredentialError.self) { try await self.complete(connector, values) }
        #expect(error?.code == .invalidInput)
        #expect((error?.cause as? InvalidInput)?.field == wrong)
        #expect(error?.description.contains("a\nb") == false && error?.description.contains("u:v") == false)
    }

    @Test func `a full set is taken in the connector's order`() async throws {
        let obtained = try await self.complete(World.sms, [("sender", "s"), ("key", "k")])
        let fields = SecretFields(decoding: obtained.access)
        #expect(fields?.names == ["key", "sender"])
        #expect(fields?["key"]?.reveal() == "k" && obtained.refresh == nil && obtained.lifetime == nil)
    }
}
