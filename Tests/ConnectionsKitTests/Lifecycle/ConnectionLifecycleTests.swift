import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// The truth table of a definition, every event in every state.
@Suite struct ConnectionLifecycleTests {
    /// A row: enabled, referenced, published.
    struct State: Sendable, CustomTestStringConvertible {
        var isEnabled: Bool
        var references: Int
        var release: Int?
        /// Whether access can be disabled; `nil` where there is none.
        var canDisable: Bool?
        var canEnableElsewhere: Bool
        var canDelete: Bool
        var testDescription: String { "enabled \(isEnabled), referenced \(references), published \(release ?? 0)" }

        var connection: Connection {
            var connection = Connection.fixture(.fixture(1), application: self.isEnabled ? "estate" : nil)
            connection.referenceCount = self.references
            connection.firstRelease = self.release
            return connection
        }
    }

    static let states: [State] = [
        State(
            isEnabled: false, references: 0, release: nil, canDisable: nil, canEnableElsewhere: true, canDelete: true),
        State(
            isEnabled: true, references: 0, release: nil, canDisable: true, canEnableElsewhere: false, canDelete: true),
        State(
            isEnabled: true, references: 1, release: nil, canDisable: false, canEnableElsewhere: false, canDelete: false
        ),
        State(
            isEnabled: true, references: 3, release: nil, canDisable: false, canEnableElsewhere: false, canDelete: false
        ),
        State(
            isEnabled: true, references: 0, release: 2, canDisable: false, canEnableElsewhere: false, canDelete: false),
        State(
            isEnabled: true, references: 2, release: 1, canDisable: false, canEnableElsewhere: false, canDelete: false),
    ]

    private func reason(of body: () throws(IllegalTransition) -> some Any) -> IllegalTransition.Reason? {
        do throws(IllegalTransition) {
            _ = try body()
            return nil
        } catch {
            #expect(!error.message.isEmpty && !error.remedy.isEmpty && error.message.contains("\"Connection\""))
            return error.reason
        }
    }

    @Test(arguments: states) func `disabling`(state: State) throws {
        let connection = state.connection
        let reason = self.reason { () throws(IllegalTransition) in try connection.disabled(for: "estate") }
        switch state.canDisable {
        case .none: #expect(reason == .notEnabled)
        case .some(true): #expect(try connection.disabled(for: "estate").application == nil)
        case .some(false):
            if let release = state.release {
                #expect(reason == .lockedByRelease(release))
            } else {
                #expect(reason == .lockedByReferences(state.references))
            }
        }
        #expect(self.reason { () throws(IllegalTransition) in try connection.disabled(for: "other") } == .notEnabled)
    }

    @Test(arguments: states) func `enabling, here and elsewhere`(state: State) throws {
        let connection = state.connection
        #expect(try connection.enabled(for: "estate").application == "estate")
        if state.isEnabled { #expect(try connection.enabled(for: "estate") == connection) }
        let reason = self.reason { () throws(IllegalTransition) in try connection.enabled(for: "other") }
        #expect(reason == (state.canEnableElsewhere ? nil : .alreadyEnabled(for: "estate")))
    }

    @Test(arguments: states) func `deleting`(state: State) {
        let connection = state.connection
        let reason = self.reason { () throws(IllegalTransition) in try connection.requireDeletable() }
        let expected: IllegalTransition.Reason? =
            state.canDelete
            ? nil : state.references > 0 ? .inUse(state.references) : state.release.map { .published($0) }
        #expect(reason == expected)
    }

    @Test(arguments: states) func `referring`(state: State) throws {
        let connection = state.connection
        let other = self.reason { () throws(IllegalTransition) in try connection.referenced(by: "other") }
        #expect(other == .notEnabled)
        let own = self.reason { () throws(IllegalTransition) in try connection.referenced(by: "estate") }
        #expect(own == (state.isEnabled ? nil : .notEnabled))
        if state.isEnabled {
            let next = try connection.referenced(by: "estate")
            #expect(next.referenceCount == state.references + 1)
            #expect(next.unreferenced() == connection)
        }
        #expect(connection.unreferenced().referenceCount == max(0, state.references - 1))
    }

    @Test(arguments: states) func `publishing keeps the first release`(state: State) {
        let next = state.connection.published(in: 5)
        #expect(next.firstRelease == state.release ?? 5)
        #expect(next.published(in: 6) == next)
    }

    @Test func `what is no definition takes no application`() {
        for connection in [Connection.fixture(kind: .system), .fixture(installation: .fixture(1))] {
            let reason = self.reason { () throws(IllegalTransition) in try connection.enabled(for: "estate") }
            #expect(reason == .notAnApplicationConnection)
        }
    }

    @Test func `a system connection gathers applications and scopes`() {
        let first = Connection.fixture(kind: .system).serving("estate", scopes: ["read", "write"])
        let second = first.serving("other", scopes: ["write", "admin"])
        #expect(second.scopes == ["read", "write", "admin"])
        #expect(second.serves("estate") && second.serves("other") && !second.serves("third"))
        #expect(second.serving("estate", scopes: ["read"]) == second)
    }

    @Test func `a user connection serves its one application`() {
        #expect(Connection.fixture(application: "estate").serves("estate"))
        #expect(!Connection.fixture(application: "estate").serves("other"))
        #expect(!Connection.fixture().serves("estate"))
        var installed = Connection.fixture(application: "estate")
        installed.systemApplications = ["other"]
        #expect(!installed.serves("other"))
    }

    @Test func `slots are told apart by environment, unless shared, and by user for the logged-in kind`() {
        let admin = Connection.fixture(.fixture(1))
        #expect(admin.slot(in: .stage, user: "maria") != admin.slot(in: .production, user: "maria"))
        #expect(admin.slot(in: .stage, user: "maria") == admin.slot(in: .stage, user: "nils"))
        var shared = admin
        shared.sharesAuthorization = true
        #expect(shared.slot(in: .stage, user: nil) == shared.slot(in: .production, user: nil))
        let own = Connection.fixture(.fixture(1), kind: .loggedInUser)
        #expect(own.slot(in: .stage, user: "maria") != own.slot(in: .stage, user: "nils"))
    }
}
