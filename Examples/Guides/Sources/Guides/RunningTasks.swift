import ConnectionsKit
import ConnectionsKitConnectors
import ConnectionsKitHTTP
import HTTPTypes

/// What the host does with an error.
func report(_ error: ConnectionError) {}

func running(
    _ system: ConnectionSystem, _ installation: Installation, for user: Principal, _ request: inout HTTPRequest
) async throws {
    let runtime = ConnectionRuntime(system)
    let context = TaskContext.installed(installation.id, of: "acme", .production)
    let connection = try await runtime.connection("zoho_books", in: context)
    let credential = try await connection.credential(at: .formWorkflow("sale", event: "sold"), for: user)
    try request.authorize(with: credential)

    let crm = try await runtime.systemConnection(to: .zohoCRM, scopes: ["ZohoCRM.modules.ALL"], in: context)
    let contacts = try await crm.credential(at: .integrationTask("update_contact"), for: nil)
    _ = contacts
}

func needing(_ connection: TaskConnection, at place: Place, for user: Principal) async {
    do {
        let credential = try await connection.credential(
            at: place, for: user, scopes: ["ZohoBooks.contacts.READ"], minimumValidity: .seconds(60))
        _ = credential
    } catch let error where error.code == .insufficientScope {
        report(error)
    } catch {
        report(error)
    }
}

func replacing(
    _ credential: Credential, of connection: TaskConnection, at place: Place, for user: Principal
) async throws -> Credential {
    let fresh = try await connection.credential(replacing: credential, at: place, for: user)
    return fresh
}

func explaining(
    _ runtime: ConnectionRuntime, at place: Place, for user: Principal, in context: TaskContext
) async throws {
    let decision = try await runtime.explainUse(of: "zoho_books", at: place, for: user, in: context)
    if !decision.isAllowed { print(decision, decision.whoCould) }
}
