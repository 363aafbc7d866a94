import ConnectionsKit

/// Services for campaigns and e-mail.
enum Marketing {
    static let connectors: [Connector] = [
        .oauth2(
            .mailchimp, "Mailchimp", .marketing, authorization: "https://login.mailchimp.com/oauth2/authorize",
            token: "https://login.mailchimp.com/oauth2/token",
            // The first tells in which data centre an account lives, which is the first label of the other.
            hosts: ["login.mailchimp.com", "*.api.mailchimp.com"],
            documentation: "https://mailchimp.com/developer/marketing/guides/access-user-data-oauth-2/"
        ) { $0.clientAuthentication = .post },
        .oauth2(
            .klaviyo, "Klaviyo", .marketing, authorization: "https://www.klaviyo.com/oauth/authorize",
            token: "https://a.klaviyo.com/oauth/token", revocation: "https://a.klaviyo.com/oauth/revoke",
            hosts: ["a.klaviyo.com"], documentation: "https://developers.klaviyo.com/en/docs/set_up_oauth"
        ) { facts in
            facts.rotation = .never
            facts.refreshTokenIdleLifetime = .days(90)
        },
        .oauth2(
            .constantContact, "Constant Contact", .marketing,
            authorization: "https://authz.constantcontact.com/oauth2/default/v1/authorize",
            token: "https://authz.constantcontact.com/oauth2/default/v1/token", hosts: ["api.cc.email"],
            documentation: "https://developer.constantcontact.com/api_guide/auth_overview.html"
        ) { facts in
            facts.scopes = ["account_read", "account_update", "contact_data", "campaign_data", "offline_access"]
            facts.refreshTokenIdleLifetime = .days(180)
        },
        .key(
            .activeCampaign, "ActiveCampaign", .marketing, header: "Api-Token",
            hosts: ["{account}.api-us1.com", "{account}.activehosted.com"], parameters: [.label("account", "account")],
            documentation: "https://developers.activecampaign.com/reference/authentication"),
        .bearer(
            .sendGrid, "Twilio SendGrid", .marketing, hosts: ["api.sendgrid.com", "api.eu.sendgrid.com"],
            documentation: "https://www.twilio.com/docs/sendgrid/for-developers/sending-email/authentication"),
        .basic(
            .mailgun, "Mailgun", .marketing, username: .name("username", "User name (always api)"),
            password: .secret("api_key", "API key"), hosts: ["api.mailgun.net", "api.eu.mailgun.net"],
            documentation: "https://documentation.mailgun.com/docs/mailgun/api-reference/mg-auth"),
        .key(
            .postmark, "Postmark", .marketing, header: "X-Postmark-Server-Token", label: "Server token",
            hosts: ["api.postmarkapp.com"], documentation: "https://postmarkapp.com/developer/api/overview"),
        .key(
            .brevo, "Brevo", .marketing, header: "api-key", hosts: ["api.brevo.com"],
            documentation: "https://developers.brevo.com/docs/authentication-schemes"),
        .bearer(
            .resend, "Resend", .marketing, hosts: ["api.resend.com"],
            documentation: "https://resend.com/docs/api-reference/introduction"),
    ]
}
