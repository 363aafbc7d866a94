import ConnectionsKit

extension Listing {
    /// What the library knows of people: those who left, and those who came back.
    static let people = Listing.of(
        [
            Column("account", "ACCOUNT"), Column("user", "USER"), Column("status", "STATUS"),
            Column("revokedAt", "REVOKED AT"),
        ],
        narrowedBy: [.account, .status, .user], statuses: ["active", "deactivated", "deleted"],
        query: { _ in .guardians }
    ) { (guardian: UserGuard, source) in
        let (status, until): (String, Timestamp?) =
            switch guardian.status {
            case .active: ("active", nil)
            case .deactivated(let until): ("deactivated", until)
            case .deleted: ("deleted", nil)
            }
        guard source.filter.admits(status: status), source.filter.user == nil || source.filter.user == guardian.user
        else { return nil }
        return [.text(guardian.account.text), .text(guardian.user.text), .text(status), .moment(until)]
    }
}
