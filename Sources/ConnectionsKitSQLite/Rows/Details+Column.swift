import ConnectionsKit

// What is known of an account at a service, in one column: a JSON array in which each name is followed by its value.
extension Row {
    mutating func details() throws(SQLiteFailure) -> [String: String] {
        let texts = try self.texts()
        guard texts.count.isMultiple(of: 2) else { throw self.invalid("a name without a value") }
        var details: [String: String] = [:]
        for index in stride(from: 0, to: texts.count, by: 2) { details[texts[index]] = texts[index + 1] }
        return details
    }
}

extension Binder {
    mutating func details(_ details: [String: String]) {
        self.add(TextList(details.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }))
    }
}
