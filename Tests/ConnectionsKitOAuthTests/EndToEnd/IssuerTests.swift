import ConnectionsKit
import ConnectionsKitOAuth
import ConnectionsKitOAuthTesting
import Testing

/// The issuer in the callback (RFC 9207): no code reaches a server that did not issue it.
@Suite struct IssuerTests {
    /// Who names whom, and what the callback is taken for.
    static let cases: [(AuthorizationServer.IssuerInRedirect, Bool, CredentialError.Code?)] = [
        (.own, true, nil), (.own, false, nil), (.omitted, false, nil), (.omitted, true, .invalidResponse),
        (.other("https://evil.example"), true, .invalidResponse),
        (.other("https://evil.example"), false, .invalidResponse),
        (.other("https://login.example/"), true, .invalidResponse), (.other(""), true, .invalidResponse),
    ]

    @Test(arguments: Self.cases) func `a code of another issuer is sent nowhere, and none is where one is promised`(
        told: AuthorizationServer.IssuerInRedirect, isPromised: Bool, refusal: CredentialError.Code?
    ) async throws {
        var strict = try await StrictServer {
            $0.oddities.issuerInRedirect = told
        } facts: {
            $0.promisesIssuer = isPromised
        }
        if let refusal {
            #expect(try await failure { try await strict.obtain() }.code == refusal)
            #expect(strict.server.callCount(at: .token) == 0)
        } else {
            #expect(strict.isLive(try await strict.obtain().access))
        }
    }

    @Test func `a denial that names another issuer is not believed, one that names none is`() async throws {
        for (told, code) in [
            (AuthorizationServer.IssuerInRedirect.own, CredentialError.Code.consentDenied), (.omitted, .consentDenied),
            (.other("https://evil.example"), .invalidResponse),
        ] {
            var strict = try await StrictServer { $0.oddities.issuerInRedirect = told }
            #expect(try await failure { try await strict.obtain(answer: .deny) }.code == code)
        }
    }
}
