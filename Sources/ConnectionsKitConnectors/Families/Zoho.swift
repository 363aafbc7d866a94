import ConnectionsKit

/// The services of Zoho, the platform's own family.
enum Zoho {
    static let connectors: [Connector] = [
        connector(
            .zohoBooks, "Zoho Books", .accounting, hosts: apis,
            documentation: "https://www.zoho.com/books/api/v3/oauth/"),
        connector(
            .zohoCRM, "Zoho CRM", .crm, hosts: apis, allowsLoggedInUser: true,
            documentation: "https://www.zoho.com/crm/developer/docs/api/v8/oauth-overview.html"),
        connector(
            .zohoRecruit, "Zoho Recruit", .humanResources, hosts: hosts("recruit") + apis, allowsLoggedInUser: true,
            documentation: "https://www.zoho.com/recruit/developer-guide/apiv2/oauth-overview.html"),
        connector(
            .zohoProjects, "Zoho Projects", .projects, hosts: hosts("projectsapi"), allowsLoggedInUser: true,
            documentation: "https://www.zoho.com/projects/help/rest-api/oauth2-authentication.html"),
        connector(
            .zohoSheets, "Zoho Sheets", .office, hosts: hosts("sheet"), allowsLoggedInUser: true,
            documentation: "https://www.zoho.com/sheet/help/api/v2/"),
        // Asks for scopes of several services at once, so its hosts are those of all of them. Elsewhere at Zoho it is
        // deprecated.
        connector(
            .zohoOAuth, "Zoho OAuth", .zoho, hosts: apis + hosts("*"), allowsLoggedInUser: true,
            documentation: "https://www.zoho.com/accounts/protocol/oauth/web-server-applications.html"),
        connector(
            .zohoBackstage, "Zoho Backstage", .forms, hosts: apis,
            documentation: "https://www.zoho.com/backstage/api/v3/oauth.html"),
        connector(
            .zohoBigin, "Bigin by Zoho CRM", .crm, hosts: apis,
            documentation: "https://www.bigin.com/developer/docs/apis/v2/oauth-overview.html"),
        connector(
            .zohoBugTracker, "Zoho BugTracker", .projects, hosts: hosts("bugtracker"),
            documentation: "https://www.zoho.com/projects/help/rest-api/bugtracker-api.html"),
        connector(
            .zohoDesk, "Zoho Desk", .support, hosts: hosts("desk"),
            documentation: "https://desk.zoho.com/DeskAPIDocument"),
        connector(
            .zohoInventory, "Zoho Inventory", .commerce, hosts: apis,
            documentation: "https://www.zoho.com/inventory/api/v1/oauth/"),
        connector(
            .zohoInvoice, "Zoho Invoice", .accounting, hosts: apis,
            documentation: "https://www.zoho.com/invoice/api/v3/oauth/"),
        connector(
            .zohoMail, "Zoho Mail", .office, hosts: hosts("mail"),
            documentation: "https://www.zoho.com/mail/help/api/using-oauth-2.html"),
        connector(
            .zohoPeople, "Zoho People", .humanResources, hosts: hosts("people"),
            documentation: "https://www.zoho.com/people/api/oauth-steps.html"),
        connector(
            .zohoWorkDrive, "Zoho WorkDrive", .files, hosts: hosts("workdrive") + apis,
            documentation: "https://www.zoho.com/workdrive/developer/docs/api/v1/oauth-authentication-overview.html"),
    ]

    /// The domain of each data centre (https://www.zoho.com/accounts/protocol/oauth/multi-dc.html).
    private static let domains: [(dataCentre: DataCentre, domain: String)] = [
        (.us, "zoho.com"), (.eu, "zoho.eu"), (.india, "zoho.in"), (.australia, "zoho.com.au"), (.japan, "zoho.jp"),
        (.canada, "zohocloud.ca"), (.china, "zoho.com.cn"), (.saudiArabia, "zoho.sa"),
    ]

    private static let apis: [HostPattern] = [
        "www.zohoapis.com", "www.zohoapis.eu", "www.zohoapis.in", "www.zohoapis.com.au", "www.zohoapis.jp",
        "www.zohoapis.ca", "www.zohoapis.com.cn", "www.zohoapis.sa",
    ]

    private static func hosts(_ service: String) -> [HostPattern] {
        self.domains.map { HostPattern("\(service).\($0.domain)") }
    }

    private static func endpoints(_ domain: String) -> OAuth2Endpoints {
        let base = "https://accounts.\(domain)/oauth/v2"
        return OAuth2Endpoints(
            authorization: "\(base)/auth", token: "\(base)/token", revocation: "\(base)/token/revoke")
    }

    private static func connector(
        _ id: ConnectorID, _ name: String, _ category: Category, hosts: [HostPattern],
        allowsLoggedInUser: Bool = false, documentation: String
    ) -> Connector {
        var facts = OAuth2Facts(endpoints: self.endpoints("zoho.com"))
        for (dataCentre, domain) in self.domains { facts.dataCentreEndpoints[dataCentre] = self.endpoints(domain) }
        facts.scopeSeparator = ","
        // Without offline access no refresh token is issued.
        facts.authorizationParameters = ["access_type": "offline", "prompt": "consent"]
        facts.clientAuthentication = .post
        facts.accessTokenPlacement = .header(name: "Authorization", prefix: "Zoho-oauthtoken ")
        facts.tokenResponseDetails = ["api_domain"]
        facts.callbackDetails = ["location", "accounts-server"]
        facts.rotation = .never
        facts.revocationAuthentication = ClientAuthentication.none
        facts.revocationReach = .token
        return Connector(
            id: id, name: name, category: category.rawValue, authentication: .oauth2(facts), hosts: hosts,
            allowsLoggedInUser: allowsLoggedInUser, isPlatformService: true, documentation: documentation)
    }
}
