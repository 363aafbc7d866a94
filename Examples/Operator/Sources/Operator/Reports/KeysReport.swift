/// The keys of a key file, by their identifiers alone.
struct KeysReport: Report {
    var path: String
    /// The key that wraps.
    var primary: String
    /// Every key that unwraps.
    var keys: [String]

    func text(width: Int?) -> String {
        (["\(self.path):"] + self.keys.map { "  \($0)\($0 == self.primary ? "  (primary: it wraps)" : "")" })
            .joined(separator: "\n")
    }
}
