import ConnectionsKit

extension Selection {
    /// Whether a record of the account belongs to the answer.
    ///
    /// In a database this is the condition of a query.
    func asks(for record: Record) -> Bool {
        switch (self, record) {
        case (.connections(nil), .connection): true
        case (.connections(let application?), .connection(let it)):
            it.application == application || it.systemApplications.contains(application)
        case (.connectionsOf(let installation), .connection(let it)): it.installation == installation
        case (.linkName(let name, let scope), .connection(let it)): it.linkName == name && it.linkNameScope == scope
        case (.systemConnection(let connector), .connection(let it)): it.kind == .system && it.connector == connector
        case (.references(let connection), .reference(let it)): it.id.connection == connection
        case (.slots(let connection), .slot(let it)): it.id.connection == connection
        case (.slotsPointing(let grant), .slot(let it)): it.grant == grant
        case (.grants(nil), .grant): true
        case (.grants(let user?), .grant(let it)): it.authorizedBy == user || it.user == user
        case (.credentialSets, .credentialSet): true
        case (.credentialRevisions(let set), .credentialRevision(let it)): it.id.set == set
        case (.guardians, .guardian), (.invitations, .invitation), (.applications, .application): true
        case (.releases(let application), .release(let it)): it.application == application
        case (.installations, .installation): true
        case (.shares(let client), .share(let it)): it.client == client
        case (.sharesOf(let application), .share(let it)): it.application == application
        case (.submissions(let status), .submission(let it)): it.status == status
        case (.submissionsOf(let developer, let application), .submission(let it)):
            it.developer == developer && it.application == application
        case (.attempts, .attempt), (.dataKeys, .dataKey): true
        default: false
        }
    }
}

extension RecordKey {
    /// The place of a key among those of its kind; a page goes on behind it, whether or not its record is still there.
    var place: String {
        switch self {
        case .application(let id): id.text
        case .attempt(let state): state
        case .guardian(let user): user.text
        case .reference(let id):
            "\(id.place.kind.rawValue) \(id.place.component.utf8.count) \(id.place.component) \(id.place.detail ?? "")"
        case .slot(let id): "\(id.connection) \(id.environment?.rawValue ?? "-")\(id.user.map { " \($0.text)" } ?? "")"
        case .credentialRevision(let id): String(repeating: "0", count: 19 - "\(id.number)".count) + "\(id.number)"
        // Their texts end in the UUID, and no selection asks for two kinds at once.
        default: "\(self)"
        }
    }
}

extension String {
    /// The order of the bytes, as a binary collation has it.
    func precedes(_ other: String) -> Bool { self.utf8.lexicographicallyPrecedes(other.utf8) }
}

extension Record {
    /// When a record is due for some work, if it ever is.
    func moment(of work: DueWork) -> Timestamp? {
        switch (work, self) {
        case (.refreshes, .tokens(let it)): it.refreshDueAt
        case (.duties, .duty(let it)): it.dueAt
        case (.attempts, .attempt(let it)): it.deadline
        case (.invitations, .invitation(let it)): it.client == nil ? it.expiresAt : nil
        default: nil
        }
    }

    /// What no other record of the account may have, the rule that tells a caller most first.
    var claims: [Claim] {
        switch self {
        case .connection(let it) where it.kind == .system:
            [.systemConnection(it.connector), .linkName(it.linkName, it.linkNameScope)]
        case .connection(let it): [.linkName(it.linkName, it.linkNameScope)]
        case .release(let it): [.releaseNumber(it.application, it.number)]
        case .installation(let it) where it.status != .uninstalled: [.installation(it.developer, it.application)]
        case .dataKey(let it) where it.isWriting: [.writingDataKey]
        default: []
        }
    }

    /// Something of which there may be one in an account.
    enum Claim: Equatable {
        case linkName(String, LinkNameScope)
        case systemConnection(ConnectorID)
        case releaseNumber(ApplicationID, Int)
        case installation(AccountID, ApplicationID)
        case writingDataKey

        var rule: StoreError.UniqueRule {
            switch self {
            case .linkName: .linkName
            case .systemConnection: .systemConnection
            case .releaseNumber: .releaseNumber
            case .installation: .installation
            case .writingDataKey: .writingDataKey
            }
        }
    }
}

extension Grant {
    /// Whether a revocation that reached this grant would do harm.
    var isInUse: Bool {
        switch self.status {
        case .authorized, .suspended: true
        default: false
        }
    }
}
