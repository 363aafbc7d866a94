import ConnectionsKit

/// Services that help customers.
enum Support {
    static let connectors: [Connector] = [
        .oauth2(
            .zendesk, "Zendesk", .support, authorization: "https://{subdomain}.zendesk.com/oauth/authorizations/new",
            token: "https://{subdomain}.zendesk.com/oauth/tokens",
            revocation: "https://{subdomain}.zendesk.com/api/v2/oauth/tokens/current.json",
            hosts: ["{subdomain}.zendesk.com"], parameters: [.label("subdomain", "subdomain")],
            documentation: "https://developer.zendesk.com/documentation/api-basics/authentication/revoking-oauth-token"
        ) { facts in
            // Seconds. Without them no refresh token is issued.
            facts.tokenParameters = ["expires_in": "172800", "refresh_token_expires_in": "7776000"]
            facts.clientAuthentication = .post
            facts.rotation = .singleUse
            facts.refreshTokenIdleLifetime = .days(90)
            facts.revocationMethod = .callWithToken(method: "DELETE")
            facts.revocationReach = .token
        },
        .basic(
            .freshdesk, "Freshdesk", .support,
            username: CredentialField("api_key", label: "API key", placement: .basic),
            password: .name("password", "Password (any text, such as X)"), hosts: ["{subdomain}.freshdesk.com"],
            parameters: [.label("subdomain", "subdomain")], documentation: "https://developers.freshdesk.com/api/"),
        // The value stands for the whole domain, since the hosts of the United States have no region in theirs.
        .oauth2(
            .intercom, "Intercom", .support, authorization: "https://app.{region}.com/oauth",
            token: "https://api.{region}.io/auth/eagle/token", hosts: ["api.{region}.io"],
            parameters: [.choice("region", "region", "intercom", "eu.intercom", "au.intercom")],
            documentation:
                "https://developers.intercom.com/docs/build-an-integration/learn-more/authentication/setting-up-oauth"
        ) { $0.clientAuthentication = .post },
        .oauth2(
            .front, "Front", .support, authorization: "https://app.frontapp.com/oauth/authorize",
            token: "https://app.frontapp.com/oauth/token", hosts: ["api2.frontapp.com"],
            documentation: "https://dev.frontapp.com/docs/oauth"
        ) { $0.refreshTokenIdleLifetime = .days(180) },
        .oauth2(
            .helpScout, "Help Scout", .support,
            authorization: "https://secure.helpscout.net/authentication/authorizeClientApplication",
            token: "https://api.helpscout.net/v2/oauth2/token", hosts: ["api.helpscout.net"],
            documentation: "https://developer.helpscout.com/mailbox-api/overview/authentication/"
        ) { $0.clientAuthentication = .post },
        .oauth2(
            .serviceNow, "ServiceNow", .support, authorization: "https://{instance}.service-now.com/oauth_auth.do",
            token: "https://{instance}.service-now.com/oauth_token.do",
            revocation: "https://{instance}.service-now.com/oauth_revoke_token.do",
            hosts: ["{instance}.service-now.com"], parameters: [.label("instance", "instance")],
            documentation:
                "https://www.servicenow.com/docs/r/oL66E_cwDD_tnWQYzYPRdA/jnVU_a99NifgG289Yj2B0Q"
        ) { facts in
            facts.clientAuthentication = .post
            facts.revocationAuthentication = ClientAuthentication.none
            facts.revocationReach = .token
        },
    ]
}
