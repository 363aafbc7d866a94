public import ConnectionsKit

extension ConnectorID {
    /// Zoho Books.
    public static let zohoBooks: ConnectorID = "zoho_books"
    /// Zoho CRM.
    public static let zohoCRM: ConnectorID = "zoho_crm"
    /// Zoho Recruit.
    public static let zohoRecruit: ConnectorID = "zoho_recruit"
    /// Zoho Projects.
    public static let zohoProjects: ConnectorID = "zoho_projects"
    /// Zoho Sheets.
    public static let zohoSheets: ConnectorID = "zoho_sheets"
    /// Several Zoho services at once.
    public static let zohoOAuth: ConnectorID = "zoho_oauth"
    /// QuickBooks.
    public static let quickBooks: ConnectorID = "quickbooks"
    /// Salesforce.
    public static let salesforce: ConnectorID = "salesforce"
    /// Google Sheets.
    public static let googleSheets: ConnectorID = "google_sheets"
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
}
