import ConnectionsKit

/// Services for the relations with customers.
enum Sales {
    static let connectors: [Connector] = [
        .oauth2(
            .salesforce, "Salesforce", .crm, authorization: "https://{login}.salesforce.com/services/oauth2/authorize",
            token: "https://{login}.salesforce.com/services/oauth2/token",
            revocation: "https://{login}.salesforce.com/services/oauth2/revoke", hosts: ["*.salesforce.com"],
            parameters: [salesforceLogin], allowsLoggedInUser: true,
            documentation: "https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_web_server_flow.htm"
        ) { facts in
            facts.clientAuthentication = .post
            facts.tokenResponseDetails = ["instance_url", "id"]
            facts.revocationAuthentication = ClientAuthentication.none
            facts.revocationReach = .token
        },
        .oauth2(
            .salesforceJWT, "Salesforce (JWT bearer)", .crm,
            token: "https://{login}.salesforce.com/services/oauth2/token", hosts: ["*.salesforce.com"],
            parameters: [salesforceLogin],
            documentation: "https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_jwt_flow.htm"
        ) { facts in
            facts.grantType = .jwtBearer
            facts.fields = [.part("issuer", "Consumer key"), .part("subject", "User name"), .privateKey()]
            facts.assertion.audience = "https://{login}.salesforce.com"
            facts.assertion.lifetime = .minutes(3)
            facts.clientAuthentication = .none
            facts.tokenResponseDetails = ["instance_url", "id"]
        },
        .oauth2(
            .hubSpot, "HubSpot", .crm, authorization: "https://app.hubspot.com/oauth/authorize",
            token: "https://api.hubapi.com/oauth/2026-03/token",
            revocation: "https://api.hubapi.com/oauth/2026-03/token/revoke", hosts: ["api.hubapi.com"],
            documentation:
                "https://developers.hubspot.com/docs/api-reference/latest/authentication/manage-oauth-tokens"
        ) { facts in
            facts.clientAuthentication = .post
            facts.tokenResponseDetails = ["hub_id", "user_id"]
        },
        .oauth2(
            .pipedrive, "Pipedrive", .crm, authorization: "https://oauth.pipedrive.com/oauth/authorize",
            token: "https://oauth.pipedrive.com/oauth/token", revocation: "https://oauth.pipedrive.com/oauth/revoke",
            hosts: ["*.pipedrive.com"],
            documentation: "https://pipedrive.readme.io/docs/marketplace-oauth-authorization"
        ) { facts in
            facts.tokenResponseDetails = ["api_domain"]
            facts.rotation = .never
            facts.refreshTokenIdleLifetime = .days(60)
            facts.revocationReach = .grant
        },
        .oauth2(
            .close, "Close", .crm, authorization: "https://app.close.com/oauth2/authorize/",
            token: "https://api.close.com/oauth2/token/", revocation: "https://api.close.com/oauth2/revoke/",
            hosts: ["api.close.com"], documentation: "https://developer.close.com/topics/authentication-oauth2/"
        ) { facts in
            facts.scopes = ["all.full_access", "offline_access"]
            facts.clientAuthentication = .post
            facts.tokenResponseDetails = ["organization_id", "user_id"]
        },
        .oauth2(
            .copper, "Copper", .crm, authorization: "https://app.copper.com/oauth/authorize",
            token: "https://app.copper.com/oauth/token", hosts: ["api.copper.com"],
            documentation: "https://developer.copper.com/introduction/authentication.html"
        ) { facts in
            facts.scopes = ["developer/v1/all"]
            facts.clientAuthentication = .post
        },
        .oauth2(
            .attio, "Attio", .crm, authorization: "https://app.attio.com/authorize",
            token: "https://app.attio.com/oauth/token", hosts: ["api.attio.com"],
            documentation: "https://docs.attio.com/rest-api/tutorials/connect-an-app-through-oauth"
        ) { $0.clientAuthentication = .post },
        .oauth2(
            .outreach, "Outreach", .crm, authorization: "https://api.outreach.io/oauth/authorize",
            token: "https://api.outreach.io/oauth/token", hosts: ["api.outreach.io"],
            documentation: "https://developers.outreach.io/api/oauth/"
        ) { facts in
            facts.clientAuthentication = .post
            facts.refreshTokenIdleLifetime = .days(14)
        },
        .oauth2(
            .salesloft, "Salesloft", .crm, authorization: "https://accounts.salesloft.com/oauth/authorize",
            token: "https://accounts.salesloft.com/oauth/token", hosts: ["api.salesloft.com"],
            documentation: "https://developers.salesloft.com/docs/platform/api-basics/oauth-authentication/"
        ) { $0.clientAuthentication = .post },
    ]

    private static let salesforceLogin = ConnectorParameter.choice("login", "login host", "login", "test")
}
