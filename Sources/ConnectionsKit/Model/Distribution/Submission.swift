/// A release that a developer submitted to the platform's marketplace; once approved it is the application's listing.
///
/// It lives in the platform's own account, where the platform reviews it and clients find it.
public struct Submission: Sendable, Hashable, Codable, Identifiable {
    /// The identifier of a submission.
    public typealias ID = RecordID<Submission>

    /// The identifier.
    public var id: ID
    /// The platform's account.
    public var account: AccountID
    /// The developer account.
    public var developer: AccountID
    /// The application.
    public var application: ApplicationID
    /// The application's name at that time.
    public var applicationName: String
    /// The release.
    public var release: Release.ID
    /// Its number.
    public var releaseNumber: Int
    /// How it stands.
    public var status: Status = .inReview
    /// Why it was rejected or taken off, in the words of the platform.
    public var reason: String?
    /// When it was submitted.
    public var submittedAt: Timestamp
    /// Who submitted it.
    public var submittedBy: UserID
    /// When the platform last decided on it.
    public var decidedAt: Timestamp?
    /// The version of the record.
    public var version: Int = 0

    /// Makes a submission that waits for review.
    public init(id: ID, account: AccountID, release: Release, submittedAt: Timestamp, submittedBy: UserID) {
        self.id = id
        self.account = account
        self.developer = release.account
        self.application = release.application
        self.applicationName = release.applicationName
        self.release = release.id
        self.releaseNumber = release.number
        self.submittedAt = submittedAt
        self.submittedBy = submittedBy
    }

    /// How a submission stands.
    public enum Status: String, Sendable, Hashable, Codable, CaseIterable {
        /// It waits for the platform's decision.
        case inReview
        /// The marketplace lists it.
        case listed
        /// The platform refused it.
        case rejected
        /// The developer took it back.
        case withdrawn
        /// A newer one of the application is listed in its place.
        case replaced
        /// The platform took it off the marketplace.
        case delisted
    }
}
