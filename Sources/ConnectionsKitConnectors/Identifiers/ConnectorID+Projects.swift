public import ConnectionsKit

extension ConnectorID {
    /// Asana.
    public static let asana: ConnectorID = "asana"
    /// Jira.
    public static let jira: ConnectorID = "jira"
    /// Confluence.
    public static let confluence: ConnectorID = "confluence"
    /// Trello.
    public static let trello: ConnectorID = "trello"
    /// monday.com.
    public static let monday: ConnectorID = "monday"
    /// ClickUp.
    public static let clickUp: ConnectorID = "clickup"
    /// Wrike.
    public static let wrike: ConnectorID = "wrike"
    /// Smartsheet.
    public static let smartsheet: ConnectorID = "smartsheet"
    /// Notion.
    public static let notion: ConnectorID = "notion"
    /// Airtable.
    public static let airtable: ConnectorID = "airtable"
    /// Linear.
    public static let linear: ConnectorID = "linear"
    /// Todoist.
    public static let todoist: ConnectorID = "todoist"
    /// Miro.
    public static let miro: ConnectorID = "miro"
}
