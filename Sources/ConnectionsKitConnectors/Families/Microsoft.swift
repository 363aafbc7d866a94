import ConnectionsKit

/// The services of Microsoft, behind Microsoft Entra ID.
enum Microsoft {
    static let connectors: [Connector] = [
        connector(
            .microsoftGraph, "Microsoft Graph", .office, hosts: ["graph.microsoft.com"]),
        connector(
            .outlook, "Microsoft Outlook", .office,
            scopes: [
                "Mail.Read", "Mail.ReadBasic", "Mail.ReadWrite", "Mail.Send", "Mail.Read.Shared",
                "Mail.ReadWrite.Shared", "Mail.Send.Shared", "MailboxSettings.Read", "MailboxSettings.ReadWrite",
                "Calendars.Read", "Calendars.ReadBasic", "Calendars.ReadWrite", "Calendars.Read.Shared",
                "Calendars.ReadWrite.Shared", "Contacts.Read", "Contacts.ReadWrite", "Contacts.Read.Shared",
                "Contacts.ReadWrite.Shared",
            ],
            hosts: ["graph.microsoft.com"]),
        connector(
            .oneDrive, "Microsoft OneDrive", .files,
            scopes: [
                "Files.Read", "Files.Read.All", "Files.ReadWrite", "Files.ReadWrite.All", "Files.ReadWrite.AppFolder",
                "Sites.Read.All", "Sites.ReadWrite.All",
            ],
            hosts: ["graph.microsoft.com"]),
        connector(
            .microsoftTeams, "Microsoft Teams", .communication, hosts: ["graph.microsoft.com"]),
        connector(
            .powerBI, "Microsoft Power BI", .office, hosts: ["api.powerbi.com"],
            documentation: "https://learn.microsoft.com/en-us/power-bi/developer/embedded/register-app"),
        connector(
            .azureDevOps, "Azure DevOps", .developerTools, hosts: ["dev.azure.com", "vssps.dev.azure.com"],
            documentation:
                "https://learn.microsoft.com/en-us/azure/devops/integrate/get-started/authentication/entra-oauth"),
        connector(
            .dynamics365, "Microsoft Dynamics 365", .crm, hosts: ["{environment}.{region}.dynamics.com"],
            parameters: [
                .label("environment", "environment", example: "contoso"),
                .choice(
                    "region", "region", "crm", "crm2", "crm3", "crm4", "crm5", "crm6", "crm7", "crm8", "crm11",
                    "crm12", "crm14", "crm15", "crm16", "crm17", "crm19", "crm20", "crm21"),
            ],
            documentation: "https://learn.microsoft.com/en-us/power-apps/developer/data-platform/authenticate-oauth"),
        // The first version of the endpoints, which take a resource and no scopes.
        connector(
            .dynamicsFinance, "Microsoft Dynamics 365 Finance", .accounting, version: "",
            hosts: ["{environment}.operations.dynamics.com"],
            parameters: [.label("environment", "environment", example: "contoso")],
            resources: ["https://{environment}.operations.dynamics.com"],
            documentation:
                "https://learn.microsoft.com/en-us/dynamics365/fin-ops-core/dev-itpro/data-entities/services-home-page"),
        // The application acts for itself: an administrator of the tenant consents once, at Microsoft.
        .oauth2(
            .microsoftGraphApplication, "Microsoft Graph (application)", .office,
            token: "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token", hosts: ["graph.microsoft.com"],
            parameters: [.path("tenant", "tenant", example: "contoso.onmicrosoft.com")],
            documentation: "https://learn.microsoft.com/en-us/graph/auth-v2-service"
        ) { facts in
            facts.grantType = .clientCredentials
            facts.scopes = ["https://graph.microsoft.com/.default"]
            facts.clientAuthentication = .post
        },
    ]

    private static func connector(
        _ id: ConnectorID, _ name: String, _ category: Category, version: String = "/v2.0", scopes: [String] = [],
        hosts: [HostPattern], parameters: [ConnectorParameter] = [], resources: [String] = [],
        documentation: String = "https://learn.microsoft.com/en-us/graph/auth-v2-user"
    ) -> Connector {
        let base = "https://login.microsoftonline.com/{tenant}/oauth2\(version)"
        let tenant = ConnectorParameter.path(
            "tenant", "tenant", example: "contoso.onmicrosoft.com", standard: "common")
        return .oauth2(
            id, name, category, authorization: "\(base)/authorize", token: "\(base)/token", hosts: hosts,
            parameters: [tenant] + parameters, documentation: documentation
        ) { facts in
            // A refresh token is issued for `offline_access` alone.
            let identity = ["User.Read", "openid", "profile", "email", "offline_access"]
            facts.scopes = scopes.isEmpty ? [] : scopes + identity
            facts.resources = resources
            facts.clientAuthentication = .post
            facts.rotation = .never
            facts.refreshTokenIdleLifetime = .days(90)
        }
    }
}
