import ConnectionsKit

extension Connector {
    /// The services of Zoho, the platform's own family.
    static let zoho: [Connector] = [
        Self.zoho(
            .zohoBooks, "Zoho Books", "Accounting & Invoicing", hosts: Self.zohoAPIs,
            documentation: "https://www.zoho.com/books/api/v3/oauth/"),
        Self.zoho(
            .zohoCRM, "Zoho CRM", "CRM", hosts: Self.zohoAPIs, allowsLoggedInUser: true,
            documentation: "https://www.zoho.com/crm/developer/docs/api/v8/oauth-overview.html"),
        Self.zoho(
            .zohoRecruit, "Zoho Recruit", "Human resources", hosts: Self.hosts("recruit") + Self.zohoAPIs,
            allowsLoggedInUser: true,
            documentation: "https://www.zoho.com/recruit/developer-guide/apiv2/oauth-overview.html"),
        Self.zoho(
            .zohoProjects, "Zoho Projects", "Project management", hosts: Self.hosts("projectsapi"),
            allowsLoggedInUser: true,
            documentation: "https://www.zoho.com/projects/help/rest-api/oauth2-authentication.html"),
        Self.zoho(
            .zohoSheets, "Zoho Sheets", "Office", hosts: Self.hosts("sheet"), allowsLoggedInUser: true,
            documentation: "https://www.zoho.com/sheet/help/api/v2/"),
        Self.zoho(
            .zohoOAuth, "Zoho OAuth", "Zoho", hosts: Self.zohoAPIs + Self.domains.map { HostPattern("*.\($0.domain)") },
            allowsLoggedInUser: true,
            documentation: "https://www.zoho.com/accounts/protocol/oauth/web-server-applications.html"),
    ]

    /// The domain of each data centre (https://www.zoho.com/accounts/protocol/oauth/multi-dc.html).
    private static let domains: [(dataCentre: DataCentre, domain: String)] = [
        (.us, "zoho.com"), (.eu, "zoho.eu"), (.india, "zoho.in"), (.australia, "zoho.com.au"), (.japan, "zoho.jp"),
        (.canada, "zohocloud.ca"), (.china, "zoho.com.cn"), (.saudiArabia, "zoho.sa"),
    ]

    private static let zohoAPIs: [HostPattern] = [
        "www.zohoapis.com", "www.zohoapis.eu", "www.zohoapis.in", "www.zohoapis.com.au", "www.zohoapis.jp",
        "www.zohoapis.ca", "www.zohoapis.com.cn", "www.zohoapis.sa",
    ]

    private static func hosts(_ service: String) -> [HostPattern] {
        self.domains.map { HostPattern("\(service).\($0.domain)") }
    }

    private static func zoho(
        _ id: ConnectorID, _ name: String, _ category: String, hosts: [HostPattern], allowsLoggedInUser: Bool = false,
        documentation: String
    ) -> Connector {
        func endpoints(_ domain: String) -> OAuth2Endpoints {
            let base = "https://accounts.\(domain)/oauth/v2"
            return OAuth2Endpoints(
                authorization: "\(base)/auth", token: "\(base)/token", revocation: "\(base)/token/revoke")
        }
        var facts = OAuth2Facts(endpoints: endpoints("zoho.com"))
        for (dataCentre, domain) in self.domains { facts.dataCentreEndpoints[dataCentre] = endpoints(domain) }
        facts.scopeSeparator = ","
        // Without offline access no refresh token is issued.
        facts.authorizationParameters = ["access_type": "offline", "prompt": "consent"]
        facts.clientAuthentication = .post
        facts.rotation = .never
        facts.revocationReach = .token
        return Connector(
            id: id, name: name, category: category, authentication: .oauth2(facts), hosts: hosts,
            allowsLoggedInUser: allowsLoggedInUser, isPlatformService: true, documentation: documentation)
    }
}
