public import ConnectionsKit

extension ConnectorID {
    /// Gusto.
    public static let gusto: ConnectorID = "gusto"
    /// BambooHR.
    public static let bambooHR: ConnectorID = "bamboohr"
    /// Lever.
    public static let lever: ConnectorID = "lever"
    /// HiBob.
    public static let hiBob: ConnectorID = "hibob"
}
