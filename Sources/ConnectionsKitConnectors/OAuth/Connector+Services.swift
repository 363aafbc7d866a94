import ConnectionsKit

extension Connector {
    /// Services of others that use OAuth 2.
    static let services: [Connector] = [Self.quickBooks, Self.salesforce, Self.googleSheets]

    private static let quickBooks: Connector = {
        var facts = OAuth2Facts(
            endpoints: OAuth2Endpoints(
                authorization: "https://appcenter.intuit.com/connect/oauth2",
                token: "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer",
                revocation: "https://developer.api.intuit.com/v2/oauth2/tokens/revoke"))
        facts.clientAuthentication = .basic
        return Connector(
            id: .quickBooks, name: "QuickBooks", category: "Accounting & Invoicing", authentication: .oauth2(facts),
            hosts: ["quickbooks.api.intuit.com", "sandbox-quickbooks.api.intuit.com"], allowsLoggedInUser: true,
            documentation:
                "https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-2.0"
        )
    }()

    private static let salesforce: Connector = {
        let base = "https://login.salesforce.com/services/oauth2"
        var facts = OAuth2Facts(
            endpoints: OAuth2Endpoints(
                authorization: "\(base)/authorize", token: "\(base)/token", revocation: "\(base)/revoke"))
        facts.clientAuthentication = .post
        return Connector(
            id: .salesforce, name: "Salesforce", category: "CRM", authentication: .oauth2(facts),
            hosts: ["*.salesforce.com"], allowsLoggedInUser: true,
            documentation: "https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_web_server_flow.htm")
    }()

    private static let googleSheets: Connector = {
        var facts = OAuth2Facts(
            endpoints: OAuth2Endpoints(
                authorization: "https://accounts.google.com/o/oauth2/v2/auth",
                token: "https://oauth2.googleapis.com/token", revocation: "https://oauth2.googleapis.com/revoke",
                issuer: "https://accounts.google.com"))
        facts.authorizationParameters = ["access_type": "offline", "prompt": "consent"]
        facts.clientAuthentication = .post
        facts.rotation = .never
        facts.revocationReach = .grant
        return Connector(
            id: .googleSheets, name: "Google Sheets", category: "Office", authentication: .oauth2(facts),
            hosts: ["sheets.googleapis.com", "www.googleapis.com"],
            documentation: "https://developers.google.com/identity/protocols/oauth2/web-server")
    }()
}
