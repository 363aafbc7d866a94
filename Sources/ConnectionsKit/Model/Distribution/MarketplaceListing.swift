/// What the marketplace shows of an application that the platform approved.
public struct MarketplaceListing: Sendable, Hashable, Identifiable {
    /// The submission that was approved, by which a client comes to the application.
    public let id: Submission.ID
    /// The developer account.
    public let developer: AccountID
    /// The application.
    public let application: ApplicationID
    /// Its name.
    public let name: String
    /// The number of the listed release.
    public let releaseNumber: Int
    /// Since when it is listed.
    public let listedAt: Timestamp

    /// Shows what is listed; nothing of a submission that is not.
    package init?(_ submission: Submission) {
        guard submission.status == .listed else { return nil }
        self.id = submission.id
        self.developer = submission.developer
        self.application = submission.application
        self.name = submission.applicationName
        self.releaseNumber = submission.releaseNumber
        self.listedAt = submission.decidedAt ?? submission.submittedAt
    }
}
