import ConnectionsKit

extension OAuth2Facts.Rotation {
    /// A refresh token is good for one use.
    static var singleUse: OAuth2Facts.Rotation { .always(grace: .zero) }
}
