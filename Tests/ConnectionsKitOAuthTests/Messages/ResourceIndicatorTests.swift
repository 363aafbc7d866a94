import ConnectionsKit
import ConnectionsKitOAuth
import Testing

@Suite struct ResourceIndicatorTests {
    @Test func `each resource is a parameter of its own`() throws {
        let connector = Connector.fixture { $0.resources = ["https://api.example/v1", "urn:example:other"] }
        let facts = try #require(connector.authentication.oauth2)
        #expect(
            try ResourceIndicator.fields(for: facts) == [
                FormField("resource", "https://api.example/v1"), FormField("resource", "urn:example:other"),
            ])
    }

    @Test(arguments: [
        "https://api.example/", "https://api.example/a?b=c", "urn:example:x", "api-1+x.y:z", "http://127.0.0.1:1/",
    ]) func `absolute addresses are acceptable`(text: String) {
        #expect(ResourceIndicator.isAcceptable(text))
    }

    @Test(arguments: [
        "", "/api", "api.example", "//api.example/", "https:", ":x", "1x:y", "https://api.example/#part", "a b:c",
        "https://api.example/a b", "https://api.example/é",
    ]) func `what is not absolute, or has a fragment, is not, and is named`(text: String) throws {
        #expect(!ResourceIndicator.isAcceptable(text))
        let connector = Connector.fixture { $0.resources = ["https://api.example/", text] }
        let facts = try #require(connector.authentication.oauth2)
        let error = #expect(throws: CredentialError.self) { try ResourceIndicator.fields(for: facts) }
        #expect(error?.code == .configuration && error?.message.contains("\"\(text)\"") == true)
    }
}
