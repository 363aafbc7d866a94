import ConnectionsKit

extension Reference: TableRecord {
    static let table = Table(
        "connection_references", key: ["connection", "place", "component", "detail"],
        columns: ["application", "created_at", "created_by"])

    init(row: inout Row) throws(SQLiteFailure) {
        let account: AccountID = try row.hostID()
        let connection: Connection.ID = try row.id()
        let place = Place(try row.named(), component: try row.text(), detail: try row.text())
        self.init(
            id: ID(connection: connection, place: place), account: account, application: try row.hostID(),
            createdAt: try row.timestamp(), createdBy: try row.hostID())
        self.version = try row.int()
    }

    func bind(to binder: inout Binder) {
        binder.add(self.account, self.id, self.application, self.createdAt, self.createdBy, self.version)
    }
}

extension Reference.ID: CursorKey {
    func bind(to binder: inout Binder) {
        binder.add(self.connection, self.place.kind, self.place.component, self.place.detail ?? "")
    }

    var texts: [String] {
        [self.connection.description, self.place.kind.rawValue, self.place.component, self.place.detail ?? ""]
    }

    init?(texts: [String]) {
        guard texts.count == 4, let connection = Connection.ID(texts[0]), let kind = Place.Kind(rawValue: texts[1])
        else { return nil }
        self.init(connection: connection, place: Place(kind, component: texts[2], detail: texts[3]))
    }
}

extension Place {
    /// The kind alone says whether there is a detail, so that none and an empty one need not be told apart.
    fileprivate init(_ kind: Kind, component: String, detail: String) {
        switch kind {
        case .smsAction: self = .smsAction(component)
        case .formWorkflow: self = .formWorkflow(component, event: detail)
        case .integrationTask: self = .integrationTask(component)
        case .invokeURL: self = .invokeURL(component)
        case .pagePanel: self = .pagePanel(component, panel: detail)
        }
    }
}
