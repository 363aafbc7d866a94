import ConnectionsKit

/// The plain text of a token, which says whose it is and how many the grant had before, so that a lost or exchanged one shows.
///
/// Two of three are as long as opaque tokens are, the third as long as a JSON Web Token.
struct TokenText {
    let text: String

    var secret: Secret { Secret(self.text) }

    static func token(_ field: SealContext.Field, of grant: Grant.ID, number: Int) -> TokenText {
        let head = "\(field.rawValue):\(grant):\(number):"
        let isLong = grant.uuid.uuid.15 % 3 == 0
        let length = field == .access ? (isLong ? 1_100 : 120) : (isLong ? 300 : 80)
        return TokenText(text: head + String(repeating: "x", count: max(0, length - head.utf8.count)))
    }

    /// What a service answers to a refresh token: the next tokens of the grant.
    static func next(after refresh: Secret) -> (access: Secret, refresh: Secret)? {
        let parts = refresh.reveal().split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 4, let grant = Grant.ID(String(parts[1])), let number = Int(parts[2]) else { return nil }
        return (
            Self.token(.access, of: grant, number: number + 1).secret,
            Self.token(.refresh, of: grant, number: number + 1).secret
        )
    }

    static func clientSecret(of member: Member) -> Secret { Secret("client-secret-\(member.number)-\(member.account)") }
}
