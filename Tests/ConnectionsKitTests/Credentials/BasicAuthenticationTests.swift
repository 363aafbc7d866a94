import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

/// The examples of RFC 7617.
@Suite(.timeLimit(.minutes(10))) struct BasicAuthenticationTests {
    @Test(arguments: [
        // Section 2, and section 2.1 in UTF-8.
        ("Aladdin", "open sesame", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="), ("test", "123£", "Basic dGVzdDoxMjPCow=="),
        // Section 2: a password may hold colons.
        ("a", "b:c", "Basic YTpiOmM="),
    ])
    func `a name and a password become one header field`(user: String, password: String, expected: String) throws {
        let connector = Connector(
            id: "gate", name: "Gate", category: "Test",
            authentication: .basic(
                username: CredentialField("user", label: "User", isSecret: false, placement: .basic),
                password: CredentialField("password", label: "Password", placement: .basic)),
            hosts: ["api.example.com"])
        let credential = try Credential(
            access: SecretFields([("user", Secret(user)), ("password", Secret(password))]).encoded, of: .fixture(),
            grant: .fixture(), connector: connector, allowsLoopbackHTTP: false)
        let parts = try credential.parts(for: try WebAddress("https://api.example.com/"))
        guard case .header(let name, let value) = try #require(parts.first) else {
            Issue.record("it is no header field")
            return
        }
        #expect(parts.count == 1 && name == "Authorization" && value.reveal() == expected)
    }
}
