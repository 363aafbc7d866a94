import ConnectionsKit

/// Keys of one kind in the order of their texts, so that a page begins at any cursor, be its key still there or not.
struct OrderedKeys {
    private var rows: [(text: String, key: RecordKey)] = []

    var isEmpty: Bool { self.rows.isEmpty }

    /// Adds a key that is not here yet.
    mutating func insert(_ key: RecordKey) {
        let text = key.orderText
        self.rows.insert((text, key), at: self.rows.firstIndexFrom { !$0.text.precedes(text) })
    }

    /// Removes a key if it is here.
    mutating func remove(_ key: RecordKey) {
        let text = key.orderText
        let index = self.rows.firstIndexFrom { !$0.text.precedes(text) }
        if index < self.rows.count, !text.precedes(self.rows[index].text) { self.rows.remove(at: index) }
    }

    /// At most `limit` keys after the text `cursor`, and the cursor of the page after, if there is one.
    func page(after cursor: String?, limit: Int) -> (keys: [RecordKey], next: String?) {
        let start = cursor.map { cursor in self.rows.firstIndexFrom { cursor.precedes($0.text) } } ?? 0
        let page = self.rows[start...].prefix(limit)
        return (page.map(\.key), page.endIndex < self.rows.endIndex ? page.last?.text : nil)
    }
}

extension RecordKey {
    /// What keys of one kind are ordered by: identifiers as the host wrote them, UUIDs in lower case.
    fileprivate var orderText: String {
        switch self {
        case .application(let id): id.text
        case .connection(let id): id.description
        case .reference(let id): id.orderText
        case .credentialSet(let id): id.description
        case .credentialRevision(let id): id.orderText
        case .slot(let id): id.orderText
        case .grant(let id), .tokens(let id): id.description
        case .attempt(let state): state
        case .guardian(let user): user.text
        case .release(let id): id.description
        case .invitation(let id): id.description
        case .share(let id): id.description
        case .installation(let id): id.description
        case .submission(let id): id.description
        case .duty(let id): id.description
        case .dataKey(let id): id.description
        }
    }
}

extension Reference.ID {
    // The length keeps apart what a separator inside a name could make look the same.
    fileprivate var orderText: String {
        let place = self.place
        let component = "\(place.component.utf8.count):\(place.component)"
        return "\(self.connection) \(place.kind.rawValue) \(component)" + (place.detail.map { " " + $0 } ?? "")
    }
}

extension CredentialSet.Revision.ID {
    // Nineteen digits hold any number that an integer has.
    fileprivate var orderText: String {
        let digits = String(self.number)
        return "\(self.set) " + String(repeating: "0", count: max(0, 19 - digits.count)) + digits
    }
}

extension Slot.ID {
    fileprivate var orderText: String {
        "\(self.connection) \(self.environment?.rawValue ?? "shared")" + (self.user.map { " " + $0.text } ?? "")
    }
}

extension String {
    /// Byte order, which no Unicode equivalence disturbs.
    fileprivate func precedes(_ other: String) -> Bool { self.utf8.lexicographicallyPrecedes(other.utf8) }
}
