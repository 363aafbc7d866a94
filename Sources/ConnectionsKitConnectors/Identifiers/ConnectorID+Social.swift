public import ConnectionsKit

extension ConnectorID {
    /// LinkedIn.
    public static let linkedIn: ConnectorID = "linkedin"
    /// Facebook.
    public static let facebook: ConnectorID = "facebook"
    /// X.
    public static let x: ConnectorID = "x"
    /// Pinterest.
    public static let pinterest: ConnectorID = "pinterest"
    /// Reddit.
    public static let reddit: ConnectorID = "reddit"
    /// Spotify.
    public static let spotify: ConnectorID = "spotify"
    /// Twitch.
    public static let twitch: ConnectorID = "twitch"
}
