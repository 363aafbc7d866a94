/// The developers' side: definitions, their tests in development and stage, releases and their distribution.
///
/// Every operation names who acts. It throws ``ConnectionError``, with the policy's decision when it is denied.
public struct DeveloperConsole: Sendable {
    let system: ConnectionSystem

    /// Opens the developers' side of a system.
    public init(_ system: ConnectionSystem) {
        self.system = system
    }

    /// Registers an application of the host with the account of its super admin.
    ///
    /// - Parameters:
    ///   - id: the host's identifier.
    ///   - name: the name to show; 1 to 50 characters.
    ///   - allowsPortalUsers: whether portal users may authorize and use logged-in user connections; `nil` leaves it as it
    ///     is, and begins with `false`.
    ///   - principal: the super admin.
    /// - Returns: the application; one that is registered already is returned with its new name and setting.
    /// - Throws: ``ConnectionError``.
    @discardableResult
    public func registerApplication(
        _ id: ApplicationID, name: String, allowsPortalUsers: Bool? = nil, as principal: Principal
    ) async throws(ConnectionError) -> Application {
        try self.validate { () throws(InvalidInput) in
            try id.validate(field: "application")
            try ConnectionName.validate(name)
        }
        return try await self.system.operate(.registerApplication, as: principal) { () throws(ConnectionError) in
            var request = PolicyRequest(.registerApplication, by: principal)
            request.application = id
            try self.system.require(request)
            var application =
                try await self.system.find(Application.self, id, in: principal.account)
                ?? Application(id: id, account: principal.account, name: name)
            try self.system.advance { () throws(IllegalTransition) in try application.requireEditable() }
            application.name = name
            application.allowsPortalUsers = allowsPortalUsers ?? application.allowsPortalUsers
            var changes = ChangeSet()
            changes.put(application)
            changes.record(
                self.system.entry(
                    .registerApplication, by: principal, subject: "application:\(id)",
                    changed: ["name", "allows_portal_users"]))
            return Planned(application.committed, changes)
        }
    }

    /// Runs checks of input.
    func validate(_ checks: () throws(InvalidInput) -> Void) throws(ConnectionError) {
        do throws(InvalidInput) { try checks() } catch { throw ConnectionError(error) }
    }

    /// Loads a definition of the principal's account.
    func definition(_ id: Connection.ID, of principal: Principal) async throws(ConnectionError) -> ConnectionContext {
        try await self.system.context(of: id, in: principal.account)
    }
}
