/// What a command found, as a value: it is encoded as it stands, or rendered for people.
protocol Report: Encodable, Sendable {
    /// What people read, without a line break at its end.
    ///
    /// - Parameter width: how many characters a line has room for; `nil` for no limit.
    func text(width: Int?) -> String
    /// How the command ends.
    var exit: Exit { get }
}

extension Report {
    var exit: Exit { .fine }
}
