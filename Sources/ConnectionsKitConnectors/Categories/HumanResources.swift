import ConnectionsKit

/// Services for those who work with people.
enum HumanResources {
    static let connectors: [Connector] = [
        .oauth2(
            .gusto, "Gusto", .humanResources, authorization: "https://api.gusto.com/oauth/authorize",
            token: "https://api.gusto.com/oauth/token", hosts: ["api.gusto.com"],
            documentation: "https://docs.gusto.com/app-integrations/docs/oauth2"
        ) { facts in
            facts.clientAuthentication = .post
            facts.rotation = .singleUse
        },
        .oauth2(
            .bambooHR, "BambooHR", .humanResources, authorization: "https://{company}.bamboohr.com/authorize.php",
            token: "https://{company}.bamboohr.com/token.php", hosts: ["{company}.bamboohr.com", "api.bamboohr.com"],
            parameters: [.label("company", "subdomain")],
            documentation: "https://documentation.bamboohr.com/docs/getting-started"
        ) { facts in
            facts.authorizationParameters = ["request": "authorize"]
            facts.tokenParameters = ["request": "token"]
            facts.clientAuthentication = .post
        },
        .oauth2(
            .lever, "Lever", .humanResources, authorization: "https://auth.lever.co/authorize",
            token: "https://auth.lever.co/oauth/token", hosts: ["api.lever.co"],
            documentation: "https://hire.lever.co/developer/documentation"
        ) { facts in
            facts.authorizationParameters = ["audience": "https://api.lever.co/v1/"]
            facts.clientAuthentication = .post
        },
        .basic(
            .hiBob, "HiBob", .humanResources, username: .name("service_user_id", "ID of the service user"),
            password: .secret("token", "Token"), hosts: ["api.hibob.com"],
            documentation: "https://apidocs.hibob.com/docs/api-service-users"),
    ]
}
