import ConnectionsKit

/// Services to plan and track work.
enum Projects {
    static let connectors: [Connector] = [
        .oauth2(
            .asana, "Asana", .projects, authorization: "https://app.asana.com/-/oauth_authorize",
            token: "https://app.asana.com/-/oauth_token", revocation: "https://app.asana.com/-/oauth_revoke",
            hosts: ["app.asana.com"], documentation: "https://developers.asana.com/docs/oauth"
        ) { facts in
            facts.clientAuthentication = .post
            facts.tokenResponseDetails = ["data.gid"]
            facts.rotation = .never
            facts.revocationReach = .token
        },
        atlassian(
            .jira, "Jira", .projects,
            documentation: "https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/"),
        atlassian(
            .confluence, "Confluence", .office,
            documentation: "https://developer.atlassian.com/cloud/confluence/oauth-2-3lo-apps/"),
        .keys(
            .trello, "Trello", .projects,
            [
                CredentialField("key", label: "API key", isSecret: false, placement: .query(name: "key")),
                CredentialField("token", label: "Token", placement: .query(name: "token")),
            ],
            hosts: ["api.trello.com"],
            documentation: "https://developer.atlassian.com/cloud/trello/guides/rest-api/authorization/"),
        .oauth2(
            .monday, "monday.com", .projects, authorization: "https://auth.monday.com/oauth2/authorize",
            token: "https://auth.monday.com/oauth2/token", hosts: ["api.monday.com"],
            documentation: "https://developer.monday.com/apps/docs/oauth"
        ) { $0.clientAuthentication = .post },
        .oauth2(
            .clickUp, "ClickUp", .projects, authorization: "https://app.clickup.com/api",
            token: "https://api.clickup.com/api/v2/oauth/token", hosts: ["api.clickup.com"],
            documentation: "https://developer.clickup.com/docs/authentication"
        ) { $0.clientAuthentication = .post },
        .oauth2(
            .wrike, "Wrike", .projects, authorization: "https://login.wrike.com/oauth2/authorize/v4",
            token: "https://login.wrike.com/oauth2/token", hosts: ["*.wrike.com"],
            documentation: "https://developers.wrike.com/oauth-20-authorization/"
        ) { facts in
            facts.scopeSeparator = ","
            facts.clientAuthentication = .post
            facts.tokenResponseDetails = ["host"]
        },
        .oauth2(
            .smartsheet, "Smartsheet", .projects, authorization: "https://app.{domain}/b/authorize",
            token: "https://api.{domain}/2.0/token", revocation: "https://api.{domain}/2.0/token",
            hosts: ["api.{domain}"],
            parameters: [
                .choice("domain", "domain", "smartsheet.com", "smartsheet.eu", "smartsheet.au", "smartsheetgov.com")
            ],
            documentation: "https://developers.smartsheet.com/api/smartsheet/guides/advanced-topics/oauth"
        ) { facts in
            facts.scopes = [
                "ADMIN_SHEETS", "ADMIN_SIGHTS", "ADMIN_USERS", "ADMIN_WEBHOOKS", "ADMIN_WORKSPACES", "CREATE_SHEETS",
                "CREATE_SIGHTS", "DELETE_SHEETS", "DELETE_SIGHTS", "READ_CONTACTS", "READ_EVENTS", "READ_SHEETS",
                "READ_SIGHTS", "READ_USERS", "SHARE_SHEETS", "SHARE_SIGHTS", "WRITE_SHEETS",
            ]
            facts.clientAuthentication = .post
            facts.revocationMethod = .callWithToken(method: "DELETE")
        },
        // Capabilities are chosen where the integration is registered; there are no scopes.
        .oauth2(
            .notion, "Notion", .office, authorization: "https://api.notion.com/v1/oauth/authorize",
            token: "https://api.notion.com/v1/oauth/token", hosts: ["api.notion.com"],
            documentation: "https://developers.notion.com/docs/authorization"
        ) { facts in
            facts.authorizationParameters = ["owner": "user"]
            facts.tokenRequestFormat = .json
            facts.tokenResponseDetails = ["workspace_id", "workspace_name", "bot_id"]
        },
        .oauth2(
            .airtable, "Airtable", .office, authorization: "https://airtable.com/oauth2/v1/authorize",
            token: "https://airtable.com/oauth2/v1/token", hosts: ["api.airtable.com", "content.airtable.com"],
            documentation: "https://airtable.com/developers/web/api/oauth-reference"
        ) { facts in
            facts.rotation = .singleUse
            facts.refreshTokenIdleLifetime = .days(60)
        },
        .oauth2(
            .linear, "Linear", .projects, authorization: "https://linear.app/oauth/authorize",
            token: "https://api.linear.app/oauth/token", revocation: "https://api.linear.app/oauth/revoke",
            hosts: ["api.linear.app"], documentation: "https://linear.app/developers/oauth-2-0-authentication"
        ) { facts in
            facts.scopeSeparator = ","
            facts.clientAuthentication = .post
            facts.revocationMethod = .callWithToken(method: "POST")
        },
        .oauth2(
            .todoist, "Todoist", .projects, authorization: "https://todoist.com/oauth/authorize",
            token: "https://todoist.com/oauth/access_token", hosts: ["api.todoist.com"],
            documentation: "https://developer.todoist.com/api/v1/"
        ) { facts in
            facts.scopes = ["task:add", "data:read", "data:read_write", "data:delete", "project:delete"]
            facts.scopeSeparator = ","
            facts.clientAuthentication = .post
        },
        .oauth2(
            .miro, "Miro", .projects, authorization: "https://miro.com/oauth/authorize",
            token: "https://api.miro.com/v1/oauth/token", hosts: ["api.miro.com"],
            documentation: "https://developers.miro.com/docs/getting-started-with-oauth"
        ) { facts in
            facts.clientAuthentication = .post
            facts.tokenResponseDetails = ["team_id", "user_id"]
            facts.refreshTokenIdleLifetime = .days(60)
        },
    ]

    /// A product of Atlassian; a refresh token is issued for the scope `offline_access` alone.
    private static func atlassian(
        _ id: ConnectorID, _ name: String, _ category: Category, documentation: String
    ) -> Connector {
        .oauth2(
            id, name, category, authorization: "https://auth.atlassian.com/authorize",
            token: "https://auth.atlassian.com/oauth/token", hosts: ["api.atlassian.com"], documentation: documentation
        ) { facts in
            facts.authorizationParameters = ["audience": "api.atlassian.com", "prompt": "consent"]
            facts.tokenRequestFormat = .json
            facts.clientAuthentication = .post
            facts.rotation = .always(grace: .minutes(10))
            facts.refreshTokenIdleLifetime = .days(90)
        }
    }
}
