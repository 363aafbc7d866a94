/// What a release of an application has that another has not, definition by definition.
///
/// Definitions are matched by the connection from which they were made, so that a renamed one has changed. The lists are in
/// the order of the link names.
public struct ReleaseComparison: Sendable, Hashable {
    /// The definitions that only the later one has.
    public let added: [BundledConnection]
    /// The definitions that both have, and not alike.
    public let changed: [Change]
    /// The definitions that both have alike, as the later one has them.
    public let unchanged: [BundledConnection]
    /// The definitions that only the earlier one has.
    public let removed: [BundledConnection]

    /// Compares the definitions of two releases.
    ///
    /// - Parameters:
    ///   - earlier: those of the earlier one; empty where there is none.
    ///   - later: those of the later one.
    public init(from earlier: [BundledConnection], to later: [BundledConnection]) {
        let before = Dictionary(earlier.map { ($0.source, $0) }) { first, _ in first }
        let kept = Set(later.map(\.source))
        let changes = later.compactMap { after in before[after.source].map { Change(before: $0, after: after) } }
        self.added = later.filter { before[$0.source] == nil }
        self.changed = changes.filter { !$0.fields.isEmpty }
        self.unchanged = changes.filter(\.fields.isEmpty).map(\.after)
        self.removed = earlier.filter { !kept.contains($0.source) }
    }

    /// The changed definitions that need more scopes, to which clients must consent again.
    public var widened: [Change] { self.changed.filter { !$0.addedScopes.isEmpty } }
    /// The changed definitions that need fewer scopes.
    public var narrowed: [Change] { self.changed.filter { !$0.removedScopes.isEmpty } }

    /// A definition that two releases do not have alike.
    public struct Change: Sendable, Hashable {
        /// The definition in the earlier release.
        public let before: BundledConnection
        /// The definition in the later one.
        public let after: BundledConnection

        /// The scopes that only the later one needs.
        public var addedScopes: [String] { self.after.scopes.filter { !self.before.scopes.contains($0) } }
        /// The scopes that only the earlier one needed.
        public var removedScopes: [String] { self.before.scopes.filter { !self.after.scopes.contains($0) } }
        /// The places that only the later one is used in.
        public var addedPlaces: [Place] { self.after.places.filter { !self.before.places.contains($0) } }
        /// The places that only the earlier one was used in.
        public var removedPlaces: [Place] { self.before.places.filter { !self.after.places.contains($0) } }

        /// The names of what differs: `name`, `mode`, `scopes`, `sharing` and `places`.
        public var fields: [String] {
            let differences = [
                ("name", self.before.name != self.after.name),
                ("mode", self.before.mode != self.after.mode),
                ("scopes", !self.addedScopes.isEmpty || !self.removedScopes.isEmpty),
                ("sharing", self.before.sharesAuthorization != self.after.sharesAuthorization),
                ("places", !self.addedPlaces.isEmpty || !self.removedPlaces.isEmpty),
            ]
            return differences.filter(\.1).map(\.0)
        }
    }
}
