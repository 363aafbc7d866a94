public import ConnectionsKit

extension ConnectorID {
    /// QuickBooks.
    public static let quickBooks: ConnectorID = "quickbooks"
    /// Xero.
    public static let xero: ConnectorID = "xero"
    /// FreshBooks.
    public static let freshBooks: ConnectorID = "freshbooks"
    /// Wave.
    public static let wave: ConnectorID = "wave"
    /// Sage Accounting.
    public static let sageAccounting: ConnectorID = "sage_accounting"
    /// FreeAgent.
    public static let freeAgent: ConnectorID = "freeagent"
    /// Fortnox.
    public static let fortnox: ConnectorID = "fortnox"
    /// NetSuite.
    public static let netSuite: ConnectorID = "netsuite"
    /// Harvest.
    public static let harvest: ConnectorID = "harvest"
}
