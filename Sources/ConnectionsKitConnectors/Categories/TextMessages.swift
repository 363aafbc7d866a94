import ConnectionsKit

/// Gateways for text messages.
enum TextMessages {
    static let connectors: [Connector] = [
        .basic(
            .twilio, "Twilio", .sms, username: .name("account_sid", "Account SID"),
            password: .secret("auth_token", "Auth token"), hosts: ["api.twilio.com"], allowsLoggedInUser: true,
            documentation: "https://www.twilio.com/docs/usage/requests-to-twilio"),
        .key(
            .clickatell, "Clickatell", .sms, header: "Authorization", hosts: ["platform.clickatell.com"],
            allowsLoggedInUser: true,
            documentation: "https://docs.clickatell.com/channels/sms-channels/sms-api-reference/"),
        .keys(
            .hoiio, "Hoiio", .sms,
            [
                CredentialField("app_id", label: "App ID", isSecret: false, placement: .form(name: "app_id")),
                CredentialField("access_token", label: "Access token", placement: .form(name: "access_token")),
            ],
            hosts: ["secure.hoiio.com"], allowsLoggedInUser: true, documentation: "https://github.com/Hoiio/hoiio-php"),
        .keys(
            .clockworkSMS, "Clockwork SMS", .sms,
            [CredentialField("api_key", label: "API key", placement: .query(name: "key"))],
            hosts: ["api.clockworksms.com"], allowsLoggedInUser: true,
            documentation: "https://github.com/mediaburst/clockwork-php"),
        .key(
            .smsMagic, "SMS-Magic", .sms, header: "apiKey", hosts: ["api.sms-magic.com"], allowsLoggedInUser: true,
            documentation: "https://www.sms-magic.com/docs/developers/"),
        .basic(
            .vonage, "Vonage", .sms, username: .name("api_key", "API key"),
            password: .secret("api_secret", "API secret"), hosts: ["api.nexmo.com"],
            documentation: "https://developer.vonage.com/en/getting-started/concepts/authentication"),
        .key(
            .messageBird, "MessageBird", .sms, header: "Authorization", prefix: "AccessKey ", label: "Access key",
            hosts: ["rest.messagebird.com", "conversations.messagebird.com"],
            documentation: "https://developers.messagebird.com/api/"),
        .basic(
            .plivo, "Plivo", .sms, username: .name("auth_id", "Auth ID"), password: .secret("auth_token", "Auth token"),
            hosts: ["api.plivo.com"], documentation: "https://www.plivo.com/docs/messaging/api/overview"),
        .bearer(
            .telnyx, "Telnyx", .sms, hosts: ["api.telnyx.com"],
            documentation: "https://developers.telnyx.com/development/api-fundamentals/authentication"),
        .key(
            .infobip, "Infobip", .sms, header: "Authorization", prefix: "App ",
            hosts: ["{subdomain}.api.infobip.com"], parameters: [.label("subdomain", "subdomain", example: "x1y2z3")],
            documentation: "https://www.infobip.com/docs/essentials/api-essentials/api-authentication"),
        .basic(
            .clickSend, "ClickSend", .sms, username: .name("username", "User name"),
            password: .secret("api_key", "API key"), hosts: ["rest.clicksend.com"],
            documentation: "https://developers.clicksend.com/docs/"),
    ]
}
