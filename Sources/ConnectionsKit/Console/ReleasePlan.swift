/// What a publication to stage will do.
///
/// Its effects name the connections that the release has for the first time (`created`), those that the release before has
/// too (`reused`), of both those that no place uses any more (`orphaned`), and what should be authorized and tested first.
public struct ReleasePlan: OperationPlan {
    /// The application, as it was read.
    public let application: Application
    /// The number that the release will have.
    public let number: Int
    /// The connections that the release will contain, as they were read, in the order of their link names.
    public let connections: [Connection]
    /// What it will contain of each, in the same order.
    public let definitions: [BundledConnection]
    /// The connections that the application has enabled and that the release will leave out, as they were read.
    public let leftOut: [Connection]
    /// The components whose changes go along; `nil` for all.
    public let components: [String]?
    /// Whether a connection that is not authorized is an error.
    public let isStrict: Bool
    /// How it differs from the release before, or from nothing where it is the first.
    public let comparison: ReleaseComparison
    public let effects: Effects

    /// What should be looked at before: each in a sentence.
    public var warnings: [String] { self.effects.warnings }

    /// The release in lines, for people.
    public var description: String {
        func names(_ definitions: [BundledConnection]) -> String {
            definitions.map { "\"\($0.name)\"" }.joined(separator: ", ")
        }
        var lines = ["Makes release \(self.number) of \"\(self.application.name)\"."]
        if !self.comparison.added.isEmpty { lines.append("Adds \(names(self.comparison.added)).") }
        for change in self.comparison.changed {
            lines.append("Changes \(change.fields.joined(separator: ", ")) of \(names([change.after])).")
        }
        if !self.comparison.unchanged.isEmpty { lines.append("Keeps \(names(self.comparison.unchanged)).") }
        return (lines + self.warnings).joined(separator: "\n")
    }
}
