import ConnectionsKit

/// A key that can be told in a cursor, so that a page begins after it whether or not its record is still there.
protocol CursorKey: Bindable {
    /// The key as texts.
    var texts: [String] { get }
    /// Reads a key, or nothing when the texts are none.
    init?(texts: [String])
}

extension CursorKey {
    /// The cursor that begins after this key.
    var cursor: Cursor { Cursor(TextList(self.texts).json) }

    /// Reads a cursor that ``cursor`` made.
    init(_ cursor: Cursor) throws(StoreError) {
        guard let list = TextList(json: cursor.text), let key = Self(texts: list.texts) else {
            throw StoreError(.corrupt, "cursor: it is none of this query. Pass the `next` of its last page, or nil")
        }
        self = key
    }
}

extension RecordID: CursorKey {
    var texts: [String] { [self.description] }

    init?(texts: [String]) {
        guard let text = texts.first, texts.count == 1 else { return nil }
        self.init(text)
    }
}

extension String: CursorKey {
    var texts: [String] { [self] }

    init?(texts: [String]) {
        guard let text = texts.first, texts.count == 1 else { return nil }
        self = text
    }
}

extension HostID: CursorKey {
    var texts: [String] { [self.text] }

    init?(texts: [String]) {
        guard let text = texts.first, texts.count == 1 else { return nil }
        self.init(text)
    }
}
