/// A release in the history of its application, with where it went.
public struct PublishedRelease: Sendable, Hashable, Identifiable {
    /// The release: what it contains, who made it and when.
    public let release: Release
    /// The clients with whom it is shared, in the order of their identifiers.
    public let sharedWith: [AccountID]

    /// The release's identifier.
    public var id: Release.ID { self.release.id }

    /// Joins a release with the shares of its application.
    package init(_ release: Release, shares: [Share]) {
        self.release = release
        self.sharedWith = Set(shares.filter { $0.release == release.id && !$0.isWithdrawn }.map(\.client)).sorted()
    }
}
