/// What the token server is asked, one on each connection.
public enum ServerRequest: Codable, Sendable {
    /// Begin a family of tokens, whose first refresh token is ``firstRefreshToken``.
    case open(family: String, mode: ServerMode, latency: Int)
    /// Spend a refresh token. The server drops the connection without an answer where it was told to.
    case refresh(family: String, token: String)
    /// Hold the next refresh of a family at a point.
    case hold(family: String, at: HoldPoint)
    /// Answer as soon as the refresh is held.
    case awaitHeld(family: String)
    /// Let the refresh that is held go on.
    case release(family: String, Release)
    /// Tell how a family stands.
    case state(family: String)

    /// The refresh token of the grant before its first refresh.
    public static let firstRefreshToken = "refresh-0"
}

/// How a server deals with refresh tokens that were used.
public enum ServerMode: String, Codable, Sendable, CaseIterable {
    /// Each refresh gives another token; the use of a spent one revokes the family.
    case strict
    /// Each refresh gives another token; a spent one works for a minute more.
    case grace
    /// The refresh token stays.
    case constant
}

/// Where the server holds a refresh.
public enum HoldPoint: String, Codable, Sendable {
    /// It has read the request, and nothing has changed.
    case received
    /// The new tokens are valid, and the answer has not been sent.
    case committed
}

/// How a refresh goes on that was held.
public enum Release: String, Codable, Sendable {
    /// As if nothing had happened.
    case goOn
    /// The connection is closed, and nothing more happens.
    case drop
    /// It is refused, and nothing changes.
    case refuse
}
