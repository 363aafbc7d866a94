public import ConnectionsKit

extension ConnectorID {
    /// Slack.
    public static let slack: ConnectorID = "slack"
    /// Zoom.
    public static let zoom: ConnectorID = "zoom"
    /// Discord.
    public static let discord: ConnectorID = "discord"
    /// RingCentral.
    public static let ringCentral: ConnectorID = "ringcentral"
    /// Webex.
    public static let webex: ConnectorID = "webex"
    /// WhatsApp Business.
    public static let whatsApp: ConnectorID = "whatsapp_business"
}
