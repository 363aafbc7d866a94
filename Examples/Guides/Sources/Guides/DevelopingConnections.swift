import ConnectionsKit
import ConnectionsKitConnectors

/// What the host does at a publication.
func deploy(_ application: ApplicationID, version: Int) async throws {}

/// Where the host keeps what is exported.
func write(_ text: String) throws {}

func making(
    _ system: ConnectionSystem, callback: String, as developer: Principal
) async throws -> (Connection, CredentialSet.Reference) {
    let console = DeveloperConsole(system)
    let books = try await console.createConnection(
        to: .zohoBooks, kind: .admin, scopes: ["ZohoBooks.invoices.CREATE"], as: developer)

    let client = try await console.createCredentialSet(
        "Our Salesforce client", for: .salesforce, clientID: "3MVG9…", secret: Secret("…"), redirectURI: callback,
        as: developer)
    let contacts = try await console.createConnection(
        to: .salesforce, kind: .loggedInUser, name: "Contacts", mode: .clientCredentials(client), scopes: ["api"],
        as: developer)
    _ = contacts

    try await console.enable(books.id, for: "estate", as: developer)
    try await console.addReference(from: .formWorkflow("sale", event: "sold"), to: books.id, as: developer)
    return (books, client)
}

func trying(
    _ console: DeveloperConsole, _ books: Connection, callbackURL: String, as developer: Principal
) async throws {
    let pending = try await console.authorize(books.id, in: .development, as: developer)
    // Redirect to pending.redirectURL. In the handler of the callback:
    let status = try await console.complete(try AuthorizationCallback(callbackURL), as: developer)
    print(status.accountName ?? "", status.nextAction ?? "connected")
    _ = pending
}

func changing(
    _ console: DeveloperConsole, _ books: Connection, _ client: CredentialSet.Reference, as developer: Principal
) async throws {
    let edit = try await console.edit(
        books.id, name: "Invoices", scopes: ["ZohoBooks.invoices.CREATE", "ZohoBooks.contacts.READ"], as: developer)
    for consent in edit.consents { print(consent) }

    let rotation = try await console.planCredentialSet(.secret, of: client.id, as: developer)
    print(rotation)
    try await console.changeCredentialSet(rotation, secret: Secret("…"), as: developer)
}

func publishing(_ console: DeveloperConsole, as developer: Principal) async throws -> Release {
    let plan = try await console.planRelease(of: "estate", as: developer)
    print(plan)
    let release = try await console.publish(plan, as: developer) { number in
        try await deploy("estate", version: number)
    }
    return release
}

func distributing(
    _ console: DeveloperConsole, _ release: Release, until nextYear: Timestamp, as owner: Principal
) async throws {
    let invitation = try await console.invite("sue@acme.example", as: owner)
    // The host sends invitation.link. When the client's super admin has accepted it:
    let share = try await console.share(
        release.id, with: invitation.id, licence: .subscription(until: nextYear), as: owner)
    // The host sends share.link.
    _ = share

    try await console.setLicence(.unlimited, of: "acme", for: "estate", as: owner)
    let submission = try await console.submit(release.id, as: owner)
    _ = submission
}

func exchanging(_ console: DeveloperConsole, as owner: Principal) async throws {
    let document = try await console.exportDefinitions(of: "estate", as: owner)
    try write(try document.json())
    let changes = try await console.planImport(document, into: "rentals", as: owner)
    print(changes)
    try await console.apply(changes, as: owner)
}

func asking(_ console: DeveloperConsole, _ books: Connection, as developer: Principal) async throws {
    let answers = try await console.explain([.editConnection, .deleteConnection], on: [books.id], as: developer)
    if let decision = answers[books.id]?[.deleteConnection], !decision.isAllowed { print(decision) }
}
