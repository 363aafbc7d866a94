public import ConnectionsKit

extension ConnectorID {
    /// Salesforce.
    public static let salesforce: ConnectorID = "salesforce"
    /// Salesforce (JWT bearer).
    public static let salesforceJWT: ConnectorID = "salesforce_jwt"
    /// HubSpot.
    public static let hubSpot: ConnectorID = "hubspot"
    /// Pipedrive.
    public static let pipedrive: ConnectorID = "pipedrive"
    /// Close.
    public static let close: ConnectorID = "close"
    /// Copper.
    public static let copper: ConnectorID = "copper"
    /// Attio.
    public static let attio: ConnectorID = "attio"
    /// Outreach.
    public static let outreach: ConnectorID = "outreach"
    /// Salesloft.
    public static let salesloft: ConnectorID = "salesloft"
}
