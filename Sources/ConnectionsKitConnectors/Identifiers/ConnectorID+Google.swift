public import ConnectionsKit

extension ConnectorID {
    /// Google.
    public static let google: ConnectorID = "google"
    /// Google Sheets.
    public static let googleSheets: ConnectorID = "google_sheets"
    /// Google Drive.
    public static let googleDrive: ConnectorID = "google_drive"
    /// Google Calendar.
    public static let googleCalendar: ConnectorID = "google_calendar"
    /// Gmail.
    public static let gmail: ConnectorID = "gmail"
    /// Google Contacts.
    public static let googleContacts: ConnectorID = "google_contacts"
    /// Google Tasks.
    public static let googleTasks: ConnectorID = "google_tasks"
    /// Google Analytics.
    public static let googleAnalytics: ConnectorID = "google_analytics"
    /// Google BigQuery.
    public static let googleBigQuery: ConnectorID = "google_bigquery"
    /// YouTube.
    public static let youTube: ConnectorID = "youtube"
    /// Google service account.
    public static let googleServiceAccount: ConnectorID = "google_service_account"
}
