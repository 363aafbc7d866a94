extension DefinitionPlanner {
    /// The mode that the document means, with the credential set that it names.
    struct ResolvedMode {
        var mode: Connection.Mode?
        var set: CredentialSet?
    }

    /// Refuses to make another connection of one that is there.
    mutating func checkIdentity(of current: Connection, as definition: ConnectionDefinition, at path: String) {
        let remedy = "Define the connection under another link name"
        if current.kind != definition.kind {
            self.refuse(
                "\(path).kind", "\"\(current.linkName)\" is of the \(current.kind.title) kind, which never changes",
                remedy)
        }
        if current.connector != definition.connector {
            self.refuse(
                "\(path).connector", "\"\(current.linkName)\" is of \"\(current.connector)\", which never changes",
                remedy)
        }
        if let other = current.application, other != self.application.id {
            self.refuse(
                "\(path).linkName", "\"\(current.linkName)\" is enabled for the application \"\(other)\"",
                "Disable it there, or define the connection under another link name")
        }
    }

    /// Finds the mode of a definition; a credential set that the connection has already is the one that is meant.
    mutating func mode(
        of definition: ConnectionDefinition, for connector: Connector, replacing current: Connection?, at path: String
    ) -> ResolvedMode? {
        guard connector.authentication.oauth2 != nil else {
            if definition.mode == nil { return ResolvedMode() }
            self.refuse("\(path).mode", "\(connector.name) does not use OAuth", "Leave the mode out")
            return nil
        }
        guard case .credentialSet(let name) = definition.mode else { return ResolvedMode(mode: .platformManaged) }
        let named = self.sets.filter { $0.connector == connector.id && $0.name == name }
        let kept = named.first { $0.id == current?.credentialSet?.id }
        let field = "\(path).mode.credentialSet"
        guard let set = kept ?? named.first else {
            self.refuse(
                field, "the account has no credential set \"\(name)\" for \(connector.name)",
                "Make it first, or name one that is there")
            return nil
        }
        guard kept != nil || named.count == 1 else {
            self.refuse(
                field, "the account has \(named.count) credential sets \"\(name)\" for \(connector.name)",
                "Give each a name of its own")
            return nil
        }
        return ResolvedMode(
            mode: .clientCredentials(CredentialSet.Reference(account: set.account, id: set.id)), set: set)
    }

    /// Plans what becomes of a connection that is there.
    mutating func change(
        _ current: Connection, to definition: ConnectionDefinition, of connector: Connector, _ mode: ResolvedMode,
        at path: String
    ) async throws(ConnectionError) {
        var edited = EditedConnection(current)
        edited.rename(definition.name)
        edited.rescope(definition.scopes)
        do throws(IllegalTransition) { try edited.remode(mode.mode) } catch {
            self.refuse("\(path).mode", Self.clause(error.message), Self.clause(error.remedy))
        }
        var fields = edited.changed
        let isResharing = current.sharesAuthorization != definition.sharesAuthorization
        if edited.touchesAuthorizations || isResharing {
            edited.authorizations = try await self.console.authorizations(of: current)
        }
        if isResharing {
            fields.append("sharesAuthorization")
            if edited.authorizations?.isEmpty == false, !edited.dropsAuthorizations {
                self.refuse(
                    "\(path).sharesAuthorization",
                    "\"\(current.linkName)\" has authorizations, one of which is to be kept",
                    "Change it in the console, and say which")
            }
        }
        var item = ImportedConnection(
            definition: definition, current: current, change: .unchanged, mode: mode.mode,
            credentialSet: edited.dropsAuthorizations ? mode.set : nil, edited: edited,
            references: try await self.console.system.all(.references(to: current.id), in: current.account))
        if !item.addedPlaces.isEmpty || !item.removedReferences.isEmpty { fields.append("places") }
        if current.application == nil { fields.append("application") }
        if !fields.isEmpty { item.change = .changed(fields) }
        try self.askForChange(item, fields, of: connector, at: path)
        self.connections.append(item)
        self.tell(edited, fields)
    }

    /// Asks the policy about each step that the change would be by hand.
    private mutating func askForChange(
        _ item: ImportedConnection, _ fields: [String], of connector: Connector, at path: String
    ) throws(ConnectionError) {
        let steps: [(Action, Bool)] = [
            (.editConnection, fields.contains { ["name", "scopes", "mode"].contains($0) }),
            (.changeSharing, fields.contains("sharesAuthorization")), (.enable, fields.contains("application")),
            (.removeReference, !item.removedReferences.isEmpty),
        ]
        for (action, isNeeded) in steps where isNeeded {
            try self.ask(action, item.definition, of: connector, at: path)
        }
        try self.askForPlaces(item.addedPlaces, of: item.definition, to: connector, at: path)
    }

    private mutating func tell(_ edited: EditedConnection, _ fields: [String]) {
        guard !fields.isEmpty else { return }
        let subject = Effects.Subject(edited.connection)
        self.effects.warnings += edited.warnings
        self.effects.revoked += edited.revoked
        if edited.dropsAuthorizations {
            if edited.authorizations?.isEmpty == false {
                self.effects.toAuthorize.append(Effects.Requirement(subject))
            }
            return
        }
        self.effects.reused.append(subject)
        let consents = edited.consents
        for environment in [nil] + LiveEnvironment.allCases {
            let missing = Set(
                consents.filter { $0.authorization.environment == environment }.flatMap(\.missingScopes))
            guard !missing.isEmpty else { continue }
            self.effects.toAuthorize.append(
                Effects.Requirement(
                    subject, in: environment, missingScopes: edited.connection.scopes.filter(missing.contains)))
        }
    }

    private static func clause(_ sentence: String) -> String {
        sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
    }
}
