public import ConnectionsKit

extension ConnectorID {
    /// Microsoft Graph.
    public static let microsoftGraph: ConnectorID = "microsoft_graph"
    /// Microsoft Outlook.
    public static let outlook: ConnectorID = "outlook"
    /// Microsoft OneDrive.
    public static let oneDrive: ConnectorID = "onedrive"
    /// Microsoft Teams.
    public static let microsoftTeams: ConnectorID = "microsoft_teams"
    /// Microsoft Power BI.
    public static let powerBI: ConnectorID = "power_bi"
    /// Azure DevOps.
    public static let azureDevOps: ConnectorID = "azure_devops"
    /// Microsoft Dynamics 365.
    public static let dynamics365: ConnectorID = "dynamics_365"
    /// Microsoft Dynamics 365 Finance.
    public static let dynamicsFinance: ConnectorID = "dynamics_finance"
    /// Microsoft Graph (application).
    public static let microsoftGraphApplication: ConnectorID = "microsoft_graph_application"
}
