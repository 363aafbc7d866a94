/// What a sealed secret belongs to.
///
/// It opens only in the same context: a row that was moved elsewhere fails closed.
public struct SealContext: Sendable, Hashable {
    /// The account.
    public var account: AccountID
    /// The record that holds the secret, such as a grant's UUID.
    public var record: String
    /// Which secret of that record.
    public var field: Field
    /// The kind of connection, for the secrets of a grant.
    public var kind: Connection.Kind?
    /// The user, for the secrets of a logged-in grant.
    public var user: UserID?

    /// The secrets that the library seals.
    public enum Field: String, Sendable, Hashable, CaseIterable {
        /// What a credential is made of.
        case access
        /// What renews it.
        case refresh
        /// The PKCE verifier of an attempt.
        case verifier
        /// The device code of an attempt.
        case deviceCode
        /// The client secret of a credential set.
        case clientSecret
    }

    private init(account: AccountID, record: String, field: Field, kind: Connection.Kind? = nil, user: UserID? = nil) {
        self.account = account
        self.record = record
        self.field = field
        self.kind = kind
        self.user = user
    }

    /// A secret of a grant, or of the attempt that will make it.
    public static func grant(
        _ grant: Grant.ID, _ field: Field, account: AccountID, kind: Connection.Kind, user: UserID?
    ) -> SealContext {
        SealContext(account: account, record: grant.description, field: field, kind: kind, user: user)
    }

    /// The client secret of a credential set.
    public static func credentialSet(_ set: CredentialSet.ID, account: AccountID) -> SealContext {
        SealContext(account: account, record: set.description, field: .clientSecret)
    }

    /// The context as bytes that no other context shares: each part preceded by its length.
    ///
    /// Sealers authenticate them.
    public var associatedData: [UInt8] {
        let parts = [
            "connectionskit.seal.1", self.account.text, self.record, self.field.rawValue, self.kind?.rawValue ?? "",
            self.user.map { "u" + $0.text } ?? "",
        ]
        return parts.flatMap(\.utf8.lengthPrefixed)
    }
}
