/// Plans the application of a document, connection by connection, and gathers all that stands in its way.
struct DefinitionPlanner {
    let console: DeveloperConsole
    let principal: Principal
    let application: Application
    /// The credential sets of the account.
    let sets: [CredentialSet]
    var connections: [ImportedConnection] = []
    var effects = Effects()
    private(set) var problems: [InvalidInput] = []
    private var linkNames: Set<String> = []

    init(console: DeveloperConsole, principal: Principal, application: Application, sets: [CredentialSet]) {
        self.console = console
        self.principal = principal
        self.application = application
        self.sets = sets
    }

    func plan(of document: DefinitionDocument, leavingAlone others: [Connection]) -> DefinitionImportPlan {
        var effects = self.effects
        if let source = document.application, source != self.application.id {
            effects.warnings.insert("The document was exported from the application \"\(source)\".", at: 0)
        }
        return DefinitionImportPlan(
            document: document, application: self.application, connections: self.connections, leftAlone: others,
            problems: self.problems, effects: effects)
    }

    /// Plans what becomes of one connection; of one with problems nothing else is told.
    mutating func add(_ definition: ConnectionDefinition, at index: Int) async throws(ConnectionError) {
        let (known, connections, effects) = (self.problems.count, self.connections, self.effects)
        try await self.plan(definition, at: "connections[\(index)]")
        guard self.problems.count > known else { return }
        (self.connections, self.effects) = (connections, effects)
    }

    private mutating func plan(
        _ definition: ConnectionDefinition, at path: String
    ) async throws(ConnectionError) {
        self.check { () throws(InvalidInput) in
            try ConnectionName.validate(linkName: definition.linkName, field: "\(path).linkName")
        }
        self.check { () throws(InvalidInput) in
            try ConnectionName.validate(definition.name, field: "\(path).name")
        }
        if !self.linkNames.insert(definition.linkName).inserted {
            self.refuse("\(path).linkName", "the document has it twice", "Give each connection a link name of its own")
        }
        self.checkPlaces(of: definition, at: path)
        let current = try await self.console.system.first(
            .linkName(definition.linkName, in: .account), in: self.principal.account)
        if let current { self.checkIdentity(of: current, as: definition, at: path) }
        guard let connector = self.console.system.catalogue[definition.connector] else {
            return self.refuse(
                "\(path).connector", "\"\(definition.connector)\" is not in the platform's catalogue",
                "Choose a connector of the catalogue")
        }
        self.check { () throws(InvalidInput) in
            try connector.validate(scopes: definition.scopes, field: "\(path).scopes")
        }
        guard let mode = self.mode(of: definition, for: connector, replacing: current, at: path) else { return }
        if let current {
            try await self.change(current, to: definition, of: connector, mode, at: path)
        } else {
            try self.create(definition, of: connector, mode, at: path)
        }
        if definition.places.isEmpty, self.connections.last?.change != .unchanged {
            self.effects.warnings.append(
                "\"\(definition.name)\" is used in no place, and a release leaves it out before the first.")
        }
    }

    private mutating func create(
        _ definition: ConnectionDefinition, of connector: Connector, _ mode: ResolvedMode, at path: String
    ) throws(ConnectionError) {
        try self.ask(
            self.console.creation(
                of: definition.kind, named: definition.name, to: connector.id, by: self.principal), at: path)
        try self.ask(.enable, definition, of: connector, at: path)
        try self.askForPlaces(definition.places, of: definition, to: connector, at: path)
        self.connections.append(
            ImportedConnection(
                definition: definition, current: nil, change: .created, mode: mode.mode, credentialSet: mode.set,
                edited: nil, references: []))
        let subject = Effects.Subject(definition)
        self.effects.created.append(subject)
        self.effects.toAuthorize.append(Effects.Requirement(subject))
    }

    private mutating func checkPlaces(of definition: ConnectionDefinition, at path: String) {
        var seen: Set<Place> = []
        for (index, place) in definition.places.enumerated() {
            let field = "\(path).places[\(index)]"
            do throws(InvalidInput) { try place.validate() } catch {
                let part = error.field.split(separator: ".").last.map(String.init) ?? ""
                self.refuse("\(field).\(part)", error.problem, error.remedy)
            }
            if !seen.insert(place).inserted { self.refuse(field, "the place is named twice", "Name each once") }
        }
    }

    // MARK: - Problems

    mutating func refuse(_ field: String, _ problem: String, _ remedy: String) {
        self.problems.append(InvalidInput(field: field, problem: problem, remedy: remedy))
    }

    private mutating func check(_ rule: () throws(InvalidInput) -> Void) {
        do throws(InvalidInput) { try rule() } catch { self.problems.append(error) }
    }

    /// Asks the policy about each place that begins to use a connection.
    mutating func askForPlaces(
        _ places: [Place], of definition: ConnectionDefinition, to connector: Connector, at path: String
    ) throws(ConnectionError) {
        for (index, place) in definition.places.enumerated() where places.contains(place) {
            try self.ask(.addReference, definition, of: connector, at: path, place: (index, place))
        }
    }

    /// Asks the policy whether the principal may do `action` with a connection of the document.
    mutating func ask(
        _ action: Action, _ definition: ConnectionDefinition, of connector: Connector, at path: String,
        place: (index: Int, place: Place)? = nil
    ) throws(ConnectionError) {
        let facts = PolicyRequest.ConnectionFacts(kind: definition.kind, name: definition.name, isInstalled: false)
        var request = self.console.question(
            action, facts, to: connector, of: self.application, by: self.principal)
        request.place = place?.place
        try self.ask(request, at: place.map { "\(path).places[\($0.index)]" } ?? path)
    }

    /// Asks the policy: what the document has wrong is a problem, and what the person may not do is refused at once.
    private mutating func ask(_ request: PolicyRequest, at path: String) throws(ConnectionError) {
        let decision = self.console.system.policy.decide(request)
        guard !decision.isAllowed else { return }
        let error = ConnectionError(decision)
        let problem = decision.refusals.map(\.explanation).joined(separator: "; ")
        switch error.code {
        case .customConnectorUnsupported: self.refuse("\(path).connector", problem, "Choose another connector")
        case .kindUnsupported: self.refuse("\(path).kind", problem, "Choose another kind or connector")
        case .placeNotAllowed: self.refuse(path, problem, "Choose another place or connector")
        default: throw error
        }
    }
}

extension Effects.Subject {
    /// Takes what is told of a connection that a document would make.
    init(_ definition: ConnectionDefinition) {
        self.id = nil
        self.name = definition.name
        self.linkName = definition.linkName
        self.connector = definition.connector
        self.kind = definition.kind
    }
}
