import ConnectionsKit
import ConnectionsKitOAuth
import ConnectionsKitOAuthTesting
import Testing

/// What a service grants is recorded, whatever was asked for; only who needs a scope judges.
@Suite struct GrantedScopesTests {
    static let granted: [[String]] = [
        ["numbers.read"], ["invoices.write", "numbers.read"], ["numbers.read", "invoices.write", "openid", "profile"],
        ["something.else"],
    ]

    @Test(arguments: Self.granted) func `fewer, more, other and reordered scopes are recorded and no error`(
        granted: [String]
    ) async throws {
        var strict = try await StrictServer { $0.oddities.grantedScopes = granted }
        let first = try await strict.obtain(scopes: ["numbers.read", "invoices.write"])
        #expect(first.scopes == granted)
        #expect(try await strict.refresh(first.refresh).scopes == granted)
    }

    @Test func `what the person took away is not granted`() async throws {
        var strict = try await StrictServer()
        let obtained = try await strict.obtain(
            scopes: ["numbers.read", "invoices.write"], answer: .allow(only: ["invoices.write"]))
        #expect(obtained.scopes == ["invoices.write"])
    }

    @Test func `silence means what was asked for`() async throws {
        var strict = try await StrictServer { $0.oddities.omitsScope = true }
        #expect(try await strict.obtain().scopes == nil)
    }
}
