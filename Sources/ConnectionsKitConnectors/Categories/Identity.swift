import ConnectionsKit

/// Services that know who people are.
enum Identity {
    static let connectors: [Connector] = [
        .oauth2(
            .okta, "Okta", .identity, authorization: "https://{organization}.okta.com/oauth2/v1/authorize",
            token: "https://{organization}.okta.com/oauth2/v1/token",
            revocation: "https://{organization}.okta.com/oauth2/v1/revoke", hosts: ["{organization}.okta.com"],
            parameters: [.label("organization", "subdomain")],
            documentation: "https://developer.okta.com/docs/api/openapi/okta-oauth/guides/overview/"
        ) { facts in
            facts.endpoints.pushedAuthorization = "https://{organization}.okta.com/oauth2/v1/par"
            facts.endpoints.issuer = "https://{organization}.okta.com"
            facts.revocationReach = .token
        },
        // The application acts for itself, with a key pair and without a secret.
        .oauth2(
            .oktaService, "Okta (service application)", .identity,
            token: "https://{organization}.okta.com/oauth2/v1/token", hosts: ["{organization}.okta.com"],
            parameters: [.label("organization", "subdomain")],
            documentation: "https://developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp/main/"
        ) { facts in
            facts.grantType = .clientCredentials
            facts.fields = .client(secret: "Private key (JWK or PEM)")
            facts.clientAuthentication = .privateKeyJWT
        },
        .oauth2(
            .auth0, "Auth0 Management", .identity, token: "https://{tenant}.{region}.auth0.com/oauth/token",
            hosts: ["{tenant}.{region}.auth0.com"],
            parameters: [
                .label("tenant", "tenant"), .choice("region", "region", "us", "eu", "uk", "au", "jp", "ca"),
            ],
            documentation:
                "https://auth0.com/docs/secure/tokens/access-tokens/management-api-access-tokens/get-management-api-access-tokens-for-production"
        ) { facts in
            facts.grantType = .clientCredentials
            facts.fields = .client()
            facts.tokenParameters = ["audience": "https://{tenant}.{region}.auth0.com/api/v2/"]
            facts.clientAuthentication = .post
        },
    ]
}
