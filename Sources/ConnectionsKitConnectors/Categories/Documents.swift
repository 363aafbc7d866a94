import ConnectionsKit

/// Services for files and signatures.
enum Documents {
    static let connectors: [Connector] = [
        .oauth2(
            .dropbox, "Dropbox", .files, authorization: "https://www.dropbox.com/oauth2/authorize",
            token: "https://api.dropboxapi.com/oauth2/token",
            revocation: "https://api.dropboxapi.com/2/auth/token/revoke",
            hosts: ["api.dropboxapi.com", "content.dropboxapi.com", "notify.dropboxapi.com"],
            documentation: "https://developers.dropbox.com/oauth-guide"
        ) { facts in
            // Without it no refresh token is issued.
            facts.authorizationParameters = ["token_access_type": "offline"]
            facts.clientAuthentication = .post
            facts.tokenResponseDetails = ["account_id", "team_id"]
            facts.rotation = .never
            // https://www.dropbox.com/developers/documentation/http/documentation
            facts.revocationMethod = .callWithToken(method: "POST")
            facts.revocationReach = .token
        },
        .oauth2(
            .box, "Box", .files, authorization: "https://account.box.com/api/oauth2/authorize",
            token: "https://api.box.com/oauth2/token", revocation: "https://api.box.com/oauth2/revoke",
            hosts: ["api.box.com", "upload.box.com"],
            documentation: "https://developer.box.com/guides/authentication/tokens/revoke"
        ) { facts in
            facts.clientAuthentication = .post
            facts.rotation = .singleUse
            facts.refreshTokenIdleLifetime = .days(60)
            facts.revocationReach = .token
        },
        .oauth2(
            .docuSign, "DocuSign", .signatures, authorization: "https://{environment}.docusign.com/oauth/auth",
            token: "https://{environment}.docusign.com/oauth/token",
            hosts: ["{environment}.docusign.com", "*.docusign.net"], parameters: [docuSignEnvironment],
            documentation: "https://developers.docusign.com/platform/auth/authcode/authcode-get-token/"
        ) { $0.refreshTokenIdleLifetime = .days(30) },
        .oauth2(
            .docuSignJWT, "DocuSign (JWT bearer)", .signatures,
            token: "https://{environment}.docusign.com/oauth/token",
            hosts: ["{environment}.docusign.com", "*.docusign.net"], parameters: [docuSignEnvironment],
            documentation: "https://developers.docusign.com/platform/auth/jwt/jwt-get-token/"
        ) { facts in
            facts.grantType = .jwtBearer
            facts.fields = [.part("issuer", "Integration key"), .part("subject", "User ID"), .privateKey()]
            // A host and not an address, as the service wants it.
            facts.assertion.audience = "{environment}.docusign.com"
            facts.assertion.lifetime = .minutes(60)
            facts.assertion.holdsScopes = true
            facts.clientAuthentication = .none
        },
        .oauth2(
            .pandaDoc, "PandaDoc", .signatures, authorization: "https://app.pandadoc.com/oauth2/authorize",
            token: "https://api.pandadoc.com/oauth2/access_token", hosts: ["api.pandadoc.com"],
            documentation: "https://developers.pandadoc.com/reference/oauth-20-authentication"
        ) { facts in
            facts.scopes = ["read", "write"]
            facts.clientAuthentication = .post
        },
    ]

    private static let docuSignEnvironment = ConnectorParameter.choice(
        "environment", "environment", "account", "account-d")
}
