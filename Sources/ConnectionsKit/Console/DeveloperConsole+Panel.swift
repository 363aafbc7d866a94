extension DeveloperConsole {
    /// The connections of an application as its live mode shows them to a developer, with how they stand in the environment.
    ///
    /// System connections that the application uses are among them.
    ///
    /// - Parameters:
    ///   - application: the application.
    ///   - environment: development or stage.
    ///   - principal: a super admin, or a developer with a right for the application.
    /// - Returns: the entries, in the order of their link names.
    /// - Throws: ``ConnectionError``.
    public func panel(
        of application: ApplicationID, in environment: LiveEnvironment, as principal: Principal
    ) async throws(ConnectionError) -> [PanelEntry] {
        try await self.entries(of: application, in: environment, as: principal) { _ in true }
    }

    /// The connections that a component of an application uses, as its edit mode shows them, with how they stand in
    /// development.
    ///
    /// Nothing is authorized in edit mode, which the entries say.
    ///
    /// - Parameters:
    ///   - component: the component, as places name it.
    ///   - application: the application.
    ///   - principal: a super admin, or a developer with a right for the application.
    /// - Returns: the entries, in the order of their link names.
    /// - Throws: ``ConnectionError``.
    public func panel(
        ofComponent component: String, of application: ApplicationID, as principal: Principal
    ) async throws(ConnectionError) -> [PanelEntry] {
        let access = ComponentAccess.only([component])
        return try await self.entries(
            of: application, in: .development, as: principal,
            obstacle: "Nothing is authorized in edit mode; open the application live in development or stage."
        ) { $0.contains { access.allows($0) } }
    }

    private func entries(
        of application: ApplicationID, in environment: LiveEnvironment, as principal: Principal,
        obstacle: String? = nil, where isShown: ([Place]) -> Bool
    ) async throws(ConnectionError) -> [PanelEntry] {
        var request = PolicyRequest(.viewConnection, by: principal)
        request.application = application
        request.environment = environment
        try self.system.require(request)
        let record = try await self.system.load(Application.self, application, in: principal.account, "application")
        var entries: [PanelEntry] = []
        for connection in try await self.system.all(.connections(of: record.id), in: principal.account) {
            // What an account installed itself belongs to its client's side.
            guard connection.installation == nil else { continue }
            let places = try await self.system.all(.references(to: connection.id), in: principal.account)
                .map(\.id.place)
            guard isShown(places) else { continue }
            let entry = try await self.system.panelEntry(
                of: connection, usedIn: places, in: environment, for: principal, obstacle: obstacle)
            if let entry { entries.append(entry) }
        }
        return entries.sorted { $0.linkName < $1.linkName }
    }
}
