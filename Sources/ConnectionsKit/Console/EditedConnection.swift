/// A definition while it is being edited: what it becomes, and what that does to its authorizations.
struct EditedConnection: Sendable, Hashable {
    /// What it becomes.
    private(set) var connection: Connection
    /// The names of the fields that change.
    private(set) var changed: [String] = []
    /// Its authorizations, where the edit touches them.
    var authorizations: ConnectionAuthorizations?

    init(_ connection: Connection) {
        self.connection = connection
    }

    /// Whether another mode drops them.
    var dropsAuthorizations: Bool { self.changed.contains("mode") }

    /// Whether they must be looked at.
    var touchesAuthorizations: Bool { self.dropsAuthorizations || self.changed.contains("scopes") }

    mutating func rename(_ name: String) {
        guard !name.utf8.elementsEqual(self.connection.name.utf8) else { return }
        self.connection = self.connection.renamed(name)
        self.changed.append("name")
    }

    /// Another order of the same scopes is no change.
    mutating func rescope(_ scopes: [String]) {
        guard Set(scopes) != Set(self.connection.scopes) else { return }
        self.connection = self.connection.rescoped(scopes)
        self.changed.append("scopes")
    }

    mutating func remode(_ mode: Connection.Mode?) throws(IllegalTransition) {
        guard mode != self.connection.mode else { return }
        self.connection = try self.connection.remoded(mode)
        self.changed.append("mode")
    }

    /// Who is to consent to what; nobody where the authorizations are dropped.
    var consents: [PendingConsent] {
        guard self.changed.contains("scopes"), !self.dropsAuthorizations else { return [] }
        return self.authorizations?.lacking(self.connection.scopes, of: self.connection) ?? []
    }

    /// The authorizations that are dropped.
    var revoked: [Effects.Authorization] {
        self.dropsAuthorizations ? self.authorizations?.revoked(of: self.connection) ?? [] : []
    }

    /// What is to be said of the authorizations that other connections use.
    var warnings: [String] { self.dropsAuthorizations ? self.authorizations?.warnings ?? [] : [] }

    func outcome(_ stored: Connection) -> ConnectionEdit {
        ConnectionEdit(
            connection: stored, changed: self.changed, consents: self.consents, revoked: self.revoked,
            warnings: self.warnings)
    }
}
