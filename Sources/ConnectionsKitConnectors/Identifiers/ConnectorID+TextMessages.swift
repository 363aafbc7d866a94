public import ConnectionsKit

extension ConnectorID {
    /// Twilio.
    public static let twilio: ConnectorID = "twilio"
    /// Clickatell.
    public static let clickatell: ConnectorID = "clickatell"
    /// Hoiio.
    public static let hoiio: ConnectorID = "hoiio"
    /// Clockwork SMS.
    public static let clockworkSMS: ConnectorID = "clockwork_sms"
    /// SMS-Magic.
    public static let smsMagic: ConnectorID = "sms_magic"
    /// Vonage.
    public static let vonage: ConnectorID = "vonage"
    /// MessageBird.
    public static let messageBird: ConnectorID = "messagebird"
    /// Plivo.
    public static let plivo: ConnectorID = "plivo"
    /// Telnyx.
    public static let telnyx: ConnectorID = "telnyx"
    /// Infobip.
    public static let infobip: ConnectorID = "infobip"
    /// ClickSend.
    public static let clickSend: ConnectorID = "clicksend"
}
