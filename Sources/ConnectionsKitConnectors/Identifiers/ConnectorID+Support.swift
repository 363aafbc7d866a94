public import ConnectionsKit

extension ConnectorID {
    /// Zendesk.
    public static let zendesk: ConnectorID = "zendesk"
    /// Freshdesk.
    public static let freshdesk: ConnectorID = "freshdesk"
    /// Intercom.
    public static let intercom: ConnectorID = "intercom"
    /// Front.
    public static let front: ConnectorID = "front"
    /// Help Scout.
    public static let helpScout: ConnectorID = "help_scout"
    /// ServiceNow.
    public static let serviceNow: ConnectorID = "servicenow"
}
