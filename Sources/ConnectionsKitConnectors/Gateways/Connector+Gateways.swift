import ConnectionsKit

extension Connector {
    /// Gateways for text messages, with keys or basic authentication.
    ///
    /// Their methods are taken from their public interfaces.
    static let gateways: [Connector] = [
        Connector(
            id: .twilio, name: "Twilio", category: "SMS",
            authentication: .basic(
                username: CredentialField("account_sid", label: "Account SID", isSecret: false, placement: .basic),
                password: CredentialField("auth_token", label: "Auth token", placement: .basic)),
            hosts: ["api.twilio.com"], allowsLoggedInUser: true,
            documentation: "https://www.twilio.com/docs/usage/requests-to-twilio"),
        Connector(
            id: .clickatell, name: "Clickatell", category: "SMS",
            authentication: .apiKey([
                CredentialField("api_key", label: "API key", placement: .header(name: "Authorization", prefix: ""))
            ]),
            hosts: ["platform.clickatell.com"], allowsLoggedInUser: true,
            documentation: "https://docs.clickatell.com/channels/sms-channels/sms-api-reference/"),
        Connector(
            id: .hoiio, name: "Hoiio", category: "SMS",
            authentication: .apiKey([
                CredentialField("app_id", label: "App ID", isSecret: false, placement: .form(name: "app_id")),
                CredentialField("access_token", label: "Access token", placement: .form(name: "access_token")),
            ]),
            hosts: ["secure.hoiio.com"], allowsLoggedInUser: true,
            documentation: "https://github.com/Hoiio/hoiio-php"),
        Connector(
            id: .clockworkSMS, name: "Clockwork SMS", category: "SMS",
            authentication: .apiKey([CredentialField("api_key", label: "API key", placement: .query(name: "key"))]),
            hosts: ["api.clockworksms.com"], allowsLoggedInUser: true,
            documentation: "https://github.com/mediaburst/clockwork-php"),
        Connector(
            id: .smsMagic, name: "SMS-Magic", category: "SMS",
            authentication: .apiKey([
                CredentialField("api_key", label: "API key", placement: .header(name: "apiKey", prefix: ""))
            ]),
            hosts: ["api.sms-magic.com"], allowsLoggedInUser: true,
            documentation: "https://www.sms-magic.com/docs/developers/"),
    ]
}
