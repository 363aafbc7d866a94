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
    /// Zoho Backstage.
    public static let zohoBackstage: ConnectorID = "zoho_backstage"
    /// Bigin by Zoho CRM.
    public static let zohoBigin: ConnectorID = "zoho_bigin"
    /// Zoho BugTracker.
    public static let zohoBugTracker: ConnectorID = "zoho_bugtracker"
    /// Zoho Desk.
    public static let zohoDesk: ConnectorID = "zoho_desk"
    /// Zoho Inventory.
    public static let zohoInventory: ConnectorID = "zoho_inventory"
    /// Zoho Invoice.
    public static let zohoInvoice: ConnectorID = "zoho_invoice"
    /// Zoho Mail.
    public static let zohoMail: ConnectorID = "zoho_mail"
    /// Zoho People.
    public static let zohoPeople: ConnectorID = "zoho_people"
    /// Zoho WorkDrive.
    public static let zohoWorkDrive: ConnectorID = "zoho_workdrive"
}
