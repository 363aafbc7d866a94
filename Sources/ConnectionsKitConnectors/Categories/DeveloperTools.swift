import ConnectionsKit

/// Services for those who build and run software.
enum DeveloperTools {
    static let connectors: [Connector] = [
        .oauth2(
            .gitHub, "GitHub", .developerTools, authorization: "https://github.com/login/oauth/authorize",
            token: "https://github.com/login/oauth/access_token",
            revocation: "https://api.github.com/applications/{client_id}/grant",
            hosts: ["api.github.com", "uploads.github.com"],
            documentation: "https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps"
        ) { facts in
            facts.scopes = gitHubScopes
            // A comma stands between scopes in what the service answers; it takes one as well.
            facts.scopeSeparator = ","
            facts.clientAuthentication = .post
            // https://docs.github.com/en/rest/apps/oauth-applications
            facts.revocationMethod = .clientJSON(method: "DELETE")
            facts.revocationAuthentication = .basic
            facts.revocationReach = .grant
        },
        // For hosts that have no address to come back to. A public client cannot revoke.
        .oauth2(
            .gitHubDevice, "GitHub (device)", .developerTools, token: "https://github.com/login/oauth/access_token",
            hosts: ["api.github.com", "uploads.github.com"],
            documentation: "https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps"
        ) { facts in
            facts.grantType = .deviceCode
            facts.endpoints.deviceAuthorization = "https://github.com/login/device/code"
            facts.scopes = gitHubScopes
            facts.scopeSeparator = ","
            facts.clientAuthentication = .none
        },
        .oauth2(
            .gitLab, "GitLab", .developerTools, authorization: "https://gitlab.com/oauth/authorize",
            token: "https://gitlab.com/oauth/token", revocation: "https://gitlab.com/oauth/revoke",
            hosts: ["gitlab.com"], documentation: "https://docs.gitlab.com/api/oauth2/"
        ) { facts in
            facts.endpoints.issuer = "https://gitlab.com"
            facts.clientAuthentication = .post
            facts.rotation = .singleUse
        },
        // Scopes are chosen where the consumer is registered.
        .oauth2(
            .bitbucket, "Bitbucket", .developerTools, authorization: "https://bitbucket.org/site/oauth2/authorize",
            token: "https://bitbucket.org/site/oauth2/access_token", hosts: ["api.bitbucket.org"],
            documentation: "https://developer.atlassian.com/cloud/bitbucket/oauth-2/"
        ) { $0.rotation = .never },
        .oauth2(
            .pagerDuty, "PagerDuty", .developerTools,
            authorization: "https://identity.pagerduty.com/oauth/authorize",
            token: "https://identity.pagerduty.com/oauth/token", hosts: ["api.pagerduty.com", "api.eu.pagerduty.com"],
            documentation: "https://developer.pagerduty.com/docs/oauth-functionality"
        ) { $0.clientAuthentication = .post },
        .oauth2(
            .digitalOcean, "DigitalOcean", .developerTools,
            authorization: "https://cloud.digitalocean.com/v1/oauth/authorize",
            token: "https://cloud.digitalocean.com/v1/oauth/token", hosts: ["api.digitalocean.com"],
            documentation: "https://docs.digitalocean.com/reference/api/oauth/"
        ) { facts in
            facts.clientAuthentication = .post
            facts.tokenResponseDetails = ["info.uuid", "info.team_uuid"]
        },
        .oauth2(
            .snowflake, "Snowflake", .developerTools,
            authorization: "https://{account}.snowflakecomputing.com/oauth/authorize",
            token: "https://{account}.snowflakecomputing.com/oauth/token-request",
            hosts: ["{account}.snowflakecomputing.com"],
            parameters: [.label("account", "account identifier", example: "myorg-myaccount")],
            documentation: "https://docs.snowflake.com/en/user-guide/oauth-custom"
        ) { $0.tokenResponseDetails = ["username"] },
        .keys(
            .datadog, "Datadog", .developerTools,
            [
                CredentialField("api_key", label: "API key", placement: .header(name: "DD-API-KEY", prefix: "")),
                CredentialField(
                    "application_key", label: "Application key",
                    placement: .header(name: "DD-APPLICATION-KEY", prefix: "")),
            ],
            hosts: ["api.{site}"],
            parameters: [
                .choice(
                    "site", "site", "datadoghq.com", "us3.datadoghq.com", "us5.datadoghq.com", "datadoghq.eu",
                    "ap1.datadoghq.com", "ap2.datadoghq.com", "ddog-gov.com")
            ],
            documentation: "https://docs.datadoghq.com/api/latest/authentication/"),
        .bearer(
            .cloudflare, "Cloudflare", .developerTools, label: "API token", hosts: ["api.cloudflare.com"],
            documentation: "https://developers.cloudflare.com/fundamentals/api/get-started/create-token/"),
        .bearer(
            .sentry, "Sentry", .developerTools, label: "Auth token",
            hosts: ["sentry.io", "us.sentry.io", "de.sentry.io"], documentation: "https://docs.sentry.io/api/auth/"),
        .bearer(
            .vercel, "Vercel", .developerTools, label: "Access token", hosts: ["api.vercel.com"],
            documentation: "https://vercel.com/docs/rest-api"),
    ]

    private static let gitHubScopes = [
        "admin:enterprise", "admin:gpg_key", "admin:org", "admin:org_hook", "admin:public_key", "admin:repo_hook",
        "codespace", "delete:packages", "delete_repo", "gist", "notifications", "project", "public_repo",
        "read:audit_log",
        "read:gpg_key", "read:org", "read:packages", "read:project", "read:public_key", "read:repo_hook", "read:user",
        "repo", "repo:invite", "repo:status", "repo_deployment", "security_events", "user", "user:email",
        "user:follow", "workflow", "write:gpg_key", "write:org", "write:packages", "write:public_key",
        "write:repo_hook",
    ]
}
