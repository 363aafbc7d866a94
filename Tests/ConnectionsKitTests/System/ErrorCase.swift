import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

/// A refusal that a host must be able to tell from every other, and how it comes about through the public API.
struct ErrorCase: Sendable, CustomTestStringConvertible {
    /// What refuses, and what it must say.
    struct Expectation: Sendable {
        var code: ConnectionError.Code
        var field: String?
        var places: [Place] = []
        /// The reason of the state machine underneath, where it says more than the code.
        var reason: IllegalTransition.Reason?
        var detail: ConnectionError.Detail?
        var providerCode: String?
    }

    let testDescription: String
    /// Sets the stage, calls, and gives the error with what is expected of it.
    let drive: @Sendable (World) async throws -> (ConnectionError, Expectation)

    init(_ name: String, _ drive: @escaping @Sendable (World) async throws -> (ConnectionError, Expectation)) {
        self.testDescription = name
        self.drive = drive
    }
}

extension World {
    /// The one connection of the tests, enabled, referenced, and authorized in development with the callback's parameters.
    fileprivate func callback(
        _ connection: Connection, as principal: Principal? = nil, query: String = "code=canary-code"
    ) async throws -> ConnectionError {
        let principal = principal ?? self.developer
        let pending = try await self.console.authorize(connection.id, in: .development, as: principal)
        return try await self.error {
            try await self.console.complete(
                try AuthorizationCallback("\(query)&state=\(pending.state)"), as: principal)
        }
    }

    fileprivate func use(_ task: TaskConnection, for principal: Principal? = nil) async throws -> ConnectionError {
        try await self.error { try await task.credential(at: self.sale, for: principal ?? self.maria) }
    }
}

extension ErrorCase {
    static let all = Self.ofDefinitions + Self.ofAuthorization + Self.ofUse + Self.ofDistribution

    private static let ofDefinitions: [ErrorCase] = [
        ErrorCase("not permitted") { world in
            let admin = Principal.console("ada", account: "maker", role: .admin)
            let error = try await world.error {
                try await world.console.createConnection(to: World.books, kind: .admin, scopes: ["read"], as: admin)
            }
            #expect(error.decision?.refusals.isEmpty == false && error.decision?.whoCould.isEmpty == false)
            return (error, Expectation(code: .denied))
        },
        ErrorCase("custom connector unsupported") { world in
            let error = try await world.error {
                try await world.console.createConnection(to: "home_made", kind: .admin, as: world.owner)
            }
            return (error, Expectation(code: .customConnectorUnsupported))
        },
        ErrorCase("logged-in kind unsupported") { world in
            let error = try await world.error {
                try await world.console.createConnection(
                    to: World.books, kind: .loggedInUser, scopes: ["read"], as: world.owner)
            }
            return (error, Expectation(code: .kindUnsupported))
        },
        ErrorCase("already enabled for another application") { world in
            let books = try await world.definition()
            try await world.console.registerApplication("other", name: "Other", as: world.owner)
            let error = try await world.error {
                try await world.console.enable(books.id, for: "other", as: world.developer)
            }
            return (
                error,
                Expectation(
                    code: .alreadyEnabled, reason: .alreadyEnabled(for: "estate"), detail: .enabled(for: "estate"))
            )
        },
        ErrorCase("access locked, referenced") { world in
            let books = try await world.definition()
            let error = try await world.error {
                try await world.console.disable(books.id, for: "estate", as: world.developer)
            }
            return (error, Expectation(code: .accessLocked, places: [world.sale], reason: .lockedByReferences(1)))
        },
        ErrorCase("access locked, published") { world in
            let books = try await world.definition()
            _ = try await world.install()
            let error = try await world.error {
                try await world.console.disable(books.id, for: "estate", as: world.developer)
            }
            return (error, Expectation(code: .accessLocked, reason: .lockedByRelease(1)))
        },
        ErrorCase("not enabled for the application") { world in
            let books = try await world.console.createConnection(
                to: World.books, kind: .admin, scopes: ["read"], as: world.owner)
            let error = try await world.error {
                try await world.console.addReference(from: world.sale, to: books.id, as: world.owner)
            }
            return (error, Expectation(code: .notEnabled))
        },
        ErrorCase("in use") { world in
            let books = try await world.definition()
            let error = try await world.error { try await world.console.delete(books.id, as: world.developer) }
            return (error, Expectation(code: .inUse, places: [world.sale], reason: .inUse(1)))
        },
        ErrorCase("credential set in use") { world in
            let set = try await world.credentialSet(for: World.books, secret: Secret("canary-secret"))
            let books = try await world.console.createConnection(
                to: World.books, kind: .admin, mode: .clientCredentials(set), scopes: ["read"], as: world.owner)
            let error = try await world.error {
                try await world.console.planCredentialSet(.deletion, of: set.id, as: world.owner)
            }
            return (error, Expectation(code: .inUse, detail: .usedBy([Effects.Subject(books)])))
        },
        ErrorCase("publication in progress") { world in
            let books = try await world.definition()
            var application = try #require(try await world.store.read(Application.self, "estate", in: "maker"))
            application.publishing = Application.PublishLock(user: "olga", since: world.time.now)
            let locked = application
            try await world.write { $0.update(locked) }
            let error = try await world.error {
                try await world.console.addReference(from: world.panel, to: books.id, as: world.developer)
            }
            return (error, Expectation(code: .publishInProgress, reason: .publishInProgress))
        },
        ErrorCase("place not allowed") { world in
            let sms = try await world.definition(to: World.sms)
            let error = try await world.error {
                try await world.console.addReference(from: world.sale, to: sms.id, as: world.developer)
            }
            #expect(error.remedy.contains("SMS action"))
            return (error, Expectation(code: .placeNotAllowed))
        },
        ErrorCase("missing credential field of a client") { world in
            let error = try await world.error { try await world.credentialSet(for: World.books, secret: nil) }
            return (error, Expectation(code: .missingCredentialField, field: "secret"))
        },
    ]

    private static let ofAuthorization: [ErrorCase] = [
        ErrorCase("authorization timed out") { world in
            let books = try await world.definition()
            let pending = try await world.console.authorize(books.id, in: .development, as: world.developer)
            world.time.advance(by: .seconds(90))
            let error = try await world.error {
                try await world.console.complete(try World.callback(pending), as: world.developer)
            }
            #expect(!error.description.contains(pending.state))
            return (
                error, Expectation(code: .authorizationTimedOut, reason: .late, detail: .timeLimit(.seconds(90)))
            )
        },
        ErrorCase("consent denied") { world in
            let error = try await world.callback(try await world.definition(), query: "error=access_denied")
            return (error, Expectation(code: .consentDenied))
        },
        ErrorCase("no organization") { world in
            let books = try await world.definition()
            world.provider.failCompletions(
                with: CredentialError(.noOrganization, "no account there", providerCode: "no_org"))
            return (
                try await world.callback(books), Expectation(code: .noOrganization, providerCode: "no_org")
            )
        },
        ErrorCase("missing credential field of a person") { world in
            let sms = try await world.definition(to: World.sms)
            let pending = try await world.console.authorize(sms.id, in: .development, as: world.developer)
            let error = try await world.error {
                try await world.console.complete(
                    pending, fields: SecretFields([("key", Secret("canary-key")), ("sender", Secret(""))]),
                    as: world.developer)
            }
            return (error, Expectation(code: .missingCredentialField, field: "sender"))
        },
        ErrorCase("provider refused") { world in
            let books = try await world.definition()
            world.provider.failCompletions(with: CredentialError(.invalidResponse, "the answer is no token"))
            return (try await world.callback(books), Expectation(code: .providerRefused))
        },
        ErrorCase("client of another data centre") { world in
            let books = try await world.definition()
            world.provider.failCompletions(
                with: CredentialError(.configuration, "refused", providerCode: "invalid_client"))
            let error = try await world.callback(books)
            #expect(error.remedy.contains("data centre"))
            return (error, Expectation(code: .clientMisconfigured, providerCode: "invalid_client"))
        },
        ErrorCase("suspended person") { world in
            let until = world.time.now + .seconds(60)
            try await world.write {
                $0.insert(UserGuard(user: "dan", account: "maker", status: .deactivated(until: until)))
            }
            let books = try await world.definition()
            let error = try await world.error {
                try await world.console.authorize(books.id, in: .development, as: world.developer)
            }
            return (error, Expectation(code: .suspended, detail: .suspended(until: until)))
        },
    ]

    private static let ofUse: [ErrorCase] = [
        ErrorCase("not authorized") { world in
            _ = try await world.definition()
            let installation = try await world.install()
            let task = try await world.runtime.connection("books", in: .installed(installation.id, of: "acme"))
            return (
                try await world.use(task),
                Expectation(code: .notAuthorized, detail: .unauthorized(.production, user: nil))
            )
        },
        ErrorCase("not authorized by this user") { world in
            _ = try await world.definition(to: World.sheets, kind: .loggedInUser)
            let installation = try await world.install()
            try await world.authorize("sheets", in: installation, as: world.nils)
            let task = try await world.runtime.connection("sheets", in: .installed(installation.id, of: "acme"))
            return (
                try await world.use(task),
                Expectation(code: .notAuthorized, detail: .unauthorized(.production, user: "maria"))
            )
        },
        ErrorCase("no user") { world in
            _ = try await world.definition(to: World.sheets, kind: .loggedInUser)
            let installation = try await world.install()
            let task = try await world.runtime.connection("sheets", in: .installed(installation.id, of: "acme"))
            let error = try await world.error { try await task.credential(at: world.sale, for: nil) }
            return (error, Expectation(code: .notAuthorized, detail: .noUser))
        },
        ErrorCase("needs reauthorization") { world in
            let (_, task) = try await world.connectedBooks()
            world.time.advance(by: .seconds(3_601))
            world.provider.failRefreshes(with: CredentialError(.refused, "dead", providerCode: "invalid_grant"))
            return (
                try await world.use(task),
                Expectation(
                    code: .needsReauthorization, detail: .reauthorization(.refreshRefused),
                    providerCode: "invalid_grant")
            )
        },
        ErrorCase("needs reauthorization, and is asked again") { world in
            let (_, task) = try await world.connectedBooks()
            world.time.advance(by: .seconds(3_601))
            world.provider.failRefreshes(with: CredentialError(.refused, "dead", providerCode: "invalid_grant"))
            _ = try await world.use(task)
            return (
                try await world.use(task),
                Expectation(code: .needsReauthorization, detail: .reauthorization(.refreshRefused))
            )
        },
        ErrorCase("rate limit of the platform's client") { world in
            let (_, task) = try await world.connectedBooks()
            world.time.advance(by: .seconds(3_601))
            world.provider.failRefreshes(
                with: CredentialError(
                    .transient, "too much", providerCode: "Access Denied", retryAfter: .seconds(600)))
            let error = try await world.use(task)
            #expect(error.retryAt.map { $0 >= world.time.now + .seconds(600) } == true)
            return (
                error,
                Expectation(
                    code: .providerUnavailable, detail: .mode(.platformManaged), providerCode: "Access Denied")
            )
        },
        ErrorCase("insufficient scope") { world in
            let (_, task) = try await world.connectedBooks()
            let error = try await world.error {
                try await task.credential(at: world.sale, for: world.maria, scopes: ["read", "write"])
            }
            return (error, Expectation(code: .insufficientScope, detail: .missingScopes(["write"])))
        },
        ErrorCase("suspended authorization") { world in
            let (_, task) = try await world.connectedBooks()
            let until = world.time.now + .seconds(60)
            var grant = try await world.grant(of: "books")
            grant.status = .suspended(until: until)
            let suspended = grant
            try await world.write { $0.update(suspended) }
            return (
                try await world.use(task), Expectation(code: .suspended, detail: .suspended(until: until))
            )
        },
        ErrorCase("place not allowed for a task") { world in
            _ = try await world.definition(to: World.sms)
            let task = try await world.runtime.connection("sms", in: .console("estate", of: "maker", .development))
            return (try await world.use(task, for: world.developer), Expectation(code: .placeNotAllowed))
        },
        ErrorCase("connection not found") { world in
            let (installation, _) = try await world.connectedBooks()
            let error = try await world.error {
                try await world.runtime.connection("gone", in: .installed(installation.id, of: "acme"))
            }
            #expect(error.message.contains("\"gone\""))
            return (error, Expectation(code: .notFound))
        },
        ErrorCase("connection deleted while a task holds it") { world in
            let books = try await world.console.createConnection(
                to: World.books, kind: .admin, scopes: ["read"], as: world.owner)
            try await world.console.registerApplication("estate", name: "Estate", as: world.owner)
            let task = try await world.runtime.connection("books", in: .console("estate", of: "maker", .development))
            try await world.console.delete(books.id, as: world.owner)
            let error = try await world.use(task, for: world.developer)
            #expect(error.message.contains("\"Books\""))
            return (error, Expectation(code: .notFound))
        },
    ]

    private static let ofDistribution: [ErrorCase] = [
        ErrorCase("application out of licence") { world in
            _ = try await world.definition()
            let licence = Licence.trial(until: world.time.now + .seconds(60))
            let installation = try await world.install(licence: licence)
            try await world.authorize("books", in: installation, as: world.admin)
            let task = try await world.runtime.connection("books", in: .installed(installation.id, of: "acme"))
            world.time.advance(by: .seconds(60))
            return (try await world.use(task), Expectation(code: .applicationDisabled, detail: .licence(licence)))
        },
        ErrorCase("application uninstalled") { world in
            let (installation, task) = try await world.connectedBooks()
            try await world.workspace.uninstall(installation.id, as: world.superAdmin)
            return (try await world.use(task), Expectation(code: .applicationDisabled))
        },
        ErrorCase("data centre mismatch") { world in
            let invitation = try await world.console.invite("client@example.com", as: world.owner)
            let european = Principal.client("sue", account: "acme", role: .superAdmin, dataCentre: .eu)
            let error = try await world.error { try await world.workspace.accept(invitation.link, as: european) }
            return (error, Expectation(code: .dataCentreMismatch))
        },
    ]
}
