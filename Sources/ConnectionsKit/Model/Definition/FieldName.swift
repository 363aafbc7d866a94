/// A field of a document by any name, so that those that are not known can be seen.
struct FieldName: CodingKey, ExpressibleByStringLiteral {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) {
        self.stringValue = stringValue
    }

    init(stringLiteral value: String) {
        self.stringValue = value
    }

    init?(intValue: Int) { nil }
}

extension Decoder {
    /// The fields of an object, when it has no others than those that are known.
    func strictContainer(_ known: [String]) throws -> KeyedDecodingContainer<FieldName> {
        let container = try self.container(keyedBy: FieldName.self)
        try container.refuseOthers(than: known)
        return container
    }
}

extension KeyedDecodingContainer<FieldName> {
    /// Refuses fields that are not known; of several the first in the order of their names is told.
    func refuseOthers(than known: [String]) throws {
        guard let unknown = self.allKeys.map(\.stringValue).filter({ !known.contains($0) }).min() else { return }
        throw self.refusal(
            FieldName(stringValue: unknown), "there is no such field; the fields are \(known.joined(separator: ", "))")
    }

    /// The refusal of a field's value.
    func refusal(_ field: FieldName, _ problem: String) -> DecodingError {
        .dataCorrupted(DecodingError.Context(codingPath: self.codingPath + [field], debugDescription: problem))
    }
}
