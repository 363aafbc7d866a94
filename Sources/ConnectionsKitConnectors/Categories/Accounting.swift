import ConnectionsKit

/// Services for books and invoices.
enum Accounting {
    static let connectors: [Connector] = [
        .oauth2(
            .quickBooks, "QuickBooks", .accounting, authorization: "https://appcenter.intuit.com/connect/oauth2",
            token: "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer",
            revocation: "https://developer.api.intuit.com/v2/oauth2/tokens/revoke",
            hosts: ["quickbooks.api.intuit.com", "sandbox-quickbooks.api.intuit.com"], allowsLoggedInUser: true,
            documentation:
                "https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-2.0"
        ) { facts in
            facts.callbackDetails = ["realmId"]
            // The token changes once a day; the one before it is accepted for a day more.
            facts.rotation = .always(grace: .days(1))
            facts.refreshTokenIdleLifetime = .days(100)
            facts.revocationReach = .grant
        },
        .oauth2(
            .xero, "Xero", .accounting, authorization: "https://login.xero.com/identity/connect/authorize",
            token: "https://identity.xero.com/connect/token",
            revocation: "https://identity.xero.com/connect/revocation", hosts: ["api.xero.com"],
            documentation: "https://developer.xero.com/documentation/guides/oauth2/auth-flow"
        ) { facts in
            facts.endpoints.issuer = "https://identity.xero.com"
            facts.rotation = .always(grace: .minutes(30))
            facts.refreshTokenIdleLifetime = .days(60)
            facts.revocationReach = .grant
        },
        .oauth2(
            .freshBooks, "FreshBooks", .accounting, authorization: "https://auth.freshbooks.com/oauth/authorize",
            token: "https://api.freshbooks.com/auth/oauth/token", hosts: ["api.freshbooks.com"],
            documentation: "https://www.freshbooks.com/api/authentication"
        ) { facts in
            facts.clientAuthentication = .post
            facts.rotation = .singleUse
        },
        .oauth2(
            .wave, "Wave", .accounting, authorization: "https://api.waveapps.com/oauth2/authorize/",
            token: "https://api.waveapps.com/oauth2/token/",
            revocation: "https://api.waveapps.com/oauth2/token-revoke/", hosts: ["gql.waveapps.com"],
            documentation: "https://developer.waveapps.com/hc/en-us/articles/360019493652-OAuth-Guide"
        ) { facts in
            facts.clientAuthentication = .post
            facts.tokenResponseDetails = ["businessId", "userId"]
        },
        .oauth2(
            .sageAccounting, "Sage Accounting", .accounting,
            authorization: "https://www.sageone.com/oauth2/auth/central",
            token: "https://oauth.accounting.sage.com/token", revocation: "https://oauth.accounting.sage.com/revoke",
            hosts: ["api.accounting.sage.com"],
            documentation: "https://developer.sage.com/accounting/guides/authenticating/authentication/"
        ) { facts in
            facts.scopes = ["full_access", "readonly"]
            facts.authorizationParameters = ["filter": "apiv3.1"]
            facts.clientAuthentication = .post
            facts.rotation = .singleUse
            facts.refreshTokenIdleLifetime = .days(31)
        },
        .oauth2(
            .freeAgent, "FreeAgent", .accounting, authorization: "https://api.freeagent.com/v2/approve_app",
            token: "https://api.freeagent.com/v2/token_endpoint", hosts: ["api.freeagent.com"],
            documentation: "https://dev.freeagent.com/docs/oauth"
        ) { _ in },
        .oauth2(
            .fortnox, "Fortnox", .accounting, authorization: "https://apps.fortnox.se/oauth-v1/auth",
            token: "https://apps.fortnox.se/oauth-v1/token", revocation: "https://apps.fortnox.se/oauth-v1/revoke",
            hosts: ["api.fortnox.se"], documentation: "https://www.fortnox.se/developer/authorization"
        ) { facts in
            facts.authorizationParameters = ["access_type": "offline"]
            facts.rotation = .singleUse
            facts.refreshTokenIdleLifetime = .days(45)
        },
        .oauth2(
            .netSuite, "NetSuite", .accounting,
            authorization: "https://{account}.app.netsuite.com/app/login/oauth2/authorize.nl",
            token: "https://{account}.suitetalk.api.netsuite.com/services/rest/auth/oauth2/v1/token",
            revocation: "https://{account}.suitetalk.api.netsuite.com/services/rest/auth/oauth2/v1/revoke",
            hosts: ["{account}.suitetalk.api.netsuite.com", "{account}.restlets.api.netsuite.com"],
            parameters: [.label("account", "account ID", example: "1234567-sb1")],
            documentation: "https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_158074210415.html"
        ) { facts in
            facts.scopes = ["rest_webservices", "restlets", "suite_analytics", "mcp"]
            facts.callbackDetails = ["company", "role", "entity"]
            facts.refreshTokenIdleLifetime = .days(7)
            facts.revocationReach = .token
        },
        .oauth2(
            .harvest, "Harvest", .accounting, authorization: "https://id.getharvest.com/oauth2/authorize",
            token: "https://id.getharvest.com/api/v2/oauth2/token", hosts: ["api.harvestapp.com"],
            documentation: "https://help.getharvest.com/api-v2/authentication-api/authentication/authentication/"
        ) { facts in
            facts.clientAuthentication = .post
            // Names the account that was chosen, as `harvest:1234567`.
            facts.callbackDetails = ["scope"]
        },
    ]
}
