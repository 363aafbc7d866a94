/// A column of a list: its name for programs and its title for people.
struct Column: Sendable, Hashable {
    var key: String
    var title: String

    init(_ key: String, _ title: String) {
        self.key = key
        self.title = title
    }
}
