/// By what a client may have a release.
///
/// It holds the record as it was read, so that a plan made of it is stale once that changes.
public enum ReleaseOffer: Sendable, Hashable {
    /// The developer shared it with this client.
    case share(Share)
    /// The marketplace lists it for everybody.
    case listing(Submission)

    /// The developer account.
    public var developer: AccountID {
        switch self {
        case .share(let share): share.account
        case .listing(let submission): submission.developer
        }
    }

    /// The application.
    public var application: ApplicationID {
        switch self {
        case .share(let share): share.application
        case .listing(let submission): submission.application
        }
    }

    /// The release.
    public var release: Release.ID {
        switch self {
        case .share(let share): share.release
        case .listing(let submission): submission.release
        }
    }
}

/// A release that a client could upgrade to.
public struct AvailableUpdate: Sendable, Hashable {
    /// By what the client may have it.
    public let offer: ReleaseOffer
    /// The release.
    public let release: Release
}
