import ConnectionsKit
import ConnectionsKitTesting
import Synchronization

/// Remembers whose step each commit was.
final class StepStore: StoreDecorator, Sendable {
    @TaskLocal static var step: Int?

    let inner: any ConnectionStore
    private let state = Mutex<[(step: Int?, changes: ChangeSet)]>([])

    init(_ inner: any ConnectionStore) {
        self.inner = inner
    }

    /// The commits, in the order in which they happened.
    var commits: [(step: Int?, changes: ChangeSet)] { self.state.withLock { $0 } }
    var count: Int { self.state.withLock { $0.count } }

    func forget() { self.state.withLock { $0 = [] } }

    @discardableResult
    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        let records = try await self.inner.commit(changes, link: link)
        self.state.withLock { $0.append((Self.step, changes)) }
        return records
    }
}

/// Where a history is played: a platform over a store at which the actors take turns.
final class HistoryStage: Sendable {
    private struct State {
        var events: [HistoryEvent] = []
        var numbers = 0
        var shares: [Share] = []
        var releases: [Release] = []
        var installations: [Installation] = []
    }

    let world: World
    let turns: TurnStore
    let steps: StepStore
    private let state = Mutex(State())
    private let connections: [String: Connection]
    private let invitation: Invitation

    var events: [HistoryEvent] { self.state.withLock { $0.events.sorted { $0.number < $1.number } } }

    init(over store: any ConnectionStore, seed: UInt64) async throws {
        self.turns = TurnStore(store, seed: seed)
        self.steps = StepStore(self.turns)
        self.world = World(store: self.steps)
        let (console, owner) = (self.world.console, self.world.owner)
        for application in ["estate", "other"] as [ApplicationID] {
            try await console.registerApplication(application, name: "App", as: owner)
        }
        self.connections = [
            "books": try await console.createConnection(to: World.books, kind: .admin, scopes: ["read"], as: owner),
            "sheets": try await console.createConnection(
                to: World.sheets, kind: .loggedInUser, scopes: ["read"], as: owner),
        ]
        self.invitation = try await console.invite("acme@example.com", as: owner)
        try await self.world.workspace.accept(self.invitation.link, as: self.world.superAdmin)
        self.steps.forget()
    }

    /// The state before the first step.
    static let beginning = HistoryModel(definitions: [
        "books": HistoryModel.Definition(isForEachUser: false), "sheets": HistoryModel.Definition(isForEachUser: true),
    ])

    /// Lets each actor take its steps, in an order that the seed decides.
    func play(_ scripts: [[(HistoryPerson, HistoryStep)]]) async {
        await self.turns.play(
            scripts.map { script in { for (person, step) in script { await self.take(step, as: person) } } })
    }

    private func take(_ step: HistoryStep, as person: HistoryPerson) async {
        let number = self.state.withLock { state in
            state.numbers += 1
            return state.numbers
        }
        var event = HistoryEvent(
            number: number, person: person, step: step, about: self.about(step), began: self.steps.count, ended: 0)
        do throws(ConnectionError) {
            try await StepStore.$step.withValue(number) { () async -> Result<Void, ConnectionError> in
                do throws(ConnectionError) {
                    return .success(try await self.perform(step, as: person.principal, about: event.about))
                } catch {
                    return .failure(error)
                }
            }.get()
        } catch {
            event.refusal = error.code
        }
        event.ended = self.steps.count
        let ended = event
        self.state.withLock { $0.events.append(ended) }
    }

    /// The share or the installation that a step is about, by its number.
    private func about(_ step: HistoryStep) -> Int? {
        self.state.withLock { state in
            switch step {
            case .share: state.releases.isEmpty ? nil : state.releases.count - 1
            case .install: state.shares.isEmpty ? nil : state.shares.count - 1
            case .uninstall, .authorize, .revoke, .use, .pause, .resume:
                state.installations.isEmpty ? nil : state.installations.count
            default: nil
            }
        }
    }

    private func place(_ name: String) -> Place { name == "sale" ? self.world.sale : self.world.panel }

    private func id(_ name: String) -> Connection.ID { self.connections[name]?.id ?? Connection.ID.fixture() }

    private func perform(
        _ step: HistoryStep, as person: Principal, about: Int?
    ) async throws(ConnectionError) {
        let console = self.world.console
        switch step {
        case .enable(let name, let application):
            try await console.enable(self.id(name), for: ApplicationID(application), as: person)
        case .disable(let name, let application):
            try await console.disable(self.id(name), for: ApplicationID(application), as: person)
        case .refer(let name, let place):
            try await console.addReference(from: self.place(place), to: self.id(name), as: person)
        case .unrefer(let name, let place):
            try await console.removeReference(from: self.place(place), to: self.id(name), as: person)
        case .delete(let name): try await console.delete(self.id(name), as: person)
        case .publish(let application):
            let plan = try await console.planRelease(of: ApplicationID(application), as: person)
            let release = try await console.publish(plan, as: person)
            if application == "estate" { self.state.withLock { $0.releases.append(release) } }
        case .share:
            let releases = self.state.withLock { $0.releases }
            let release = about.map { releases[$0].id } ?? Release.ID.fixture()
            let share = try await console.share(release, with: self.invitation.id, as: person)
            self.state.withLock { $0.shares.append(share) }
        case .authorizeTest(let name):
            let pending = try await console.authorize(self.id(name), in: .development, as: person)
            try await console.complete(try Self.callback(pending), as: person)
        case .revokeTest(let name): try await console.revoke(self.id(name), in: .development, as: person)
        case .block: try await console.block("acme", from: "estate", as: person)
        case .unblock: try await console.unblock("acme", from: "estate", as: person)
        case .deactivate(let user): try await self.world.workspace.deactivateUser(UserID(user), as: person)
        case .reactivate(let user): try await self.world.workspace.reactivateUser(UserID(user), as: person)
        case .remove(let user): try await self.world.workspace.deleteUser(UserID(user), as: person)
        case .install, .uninstall, .authorize, .revoke, .use, .pause, .resume:
            try await self.performAtClient(step, as: person, about: about)
        }
    }

    private func performAtClient(
        _ step: HistoryStep, as person: Principal, about: Int?
    ) async throws(ConnectionError) {
        let workspace = self.world.workspace
        let (shares, installations) = self.state.withLock { ($0.shares, $0.installations) }
        let installation =
            about.flatMap { number in
                installations.indices.contains(number - 1) ? installations[number - 1].id : nil
            } ?? Installation.ID.fixture()
        switch step {
        case .install:
            let link = about.map { shares[$0].link } ?? Share.Link(account: "maker", share: .fixture())
            let made = try await workspace.install(try await workspace.planInstall(of: link, as: person), as: person)
            self.state.withLock { $0.installations.append(made) }
        case .uninstall: try await workspace.uninstall(installation, as: person)
        case .authorize(let name):
            let pending = try await workspace.authorize(name, in: installation, as: person)
            try await workspace.complete(try Self.callback(pending), as: person)
        case .revoke(let name): try await workspace.revoke(name, in: installation, as: person)
        case .pause(let name): try await workspace.pauseConnection(name, in: installation, as: person)
        case .resume(let name): try await workspace.resumeConnection(name, in: installation, as: person)
        case .use(let name):
            let context = TaskContext.installed(installation, of: person.account)
            let connection = try await self.world.runtime.connection(name, in: context)
            _ = try await connection.credential(at: self.world.sale, for: person)
        default: break
        }
    }

    private static func callback(_ pending: PendingAuthorization) throws(ConnectionError) -> AuthorizationCallback {
        do { return try World.callback(pending) } catch { throw ConnectionError(.invalidInput, "no callback") }
    }
}
