public import ConnectionsKit

extension ConnectorID {
    /// Mailchimp.
    public static let mailchimp: ConnectorID = "mailchimp"
    /// Klaviyo.
    public static let klaviyo: ConnectorID = "klaviyo"
    /// Constant Contact.
    public static let constantContact: ConnectorID = "constant_contact"
    /// ActiveCampaign.
    public static let activeCampaign: ConnectorID = "activecampaign"
    /// Twilio SendGrid.
    public static let sendGrid: ConnectorID = "sendgrid"
    /// Mailgun.
    public static let mailgun: ConnectorID = "mailgun"
    /// Postmark.
    public static let postmark: ConnectorID = "postmark"
    /// Brevo.
    public static let brevo: ConnectorID = "brevo"
    /// Resend.
    public static let resend: ConnectorID = "resend"
}
