import ConnectionsKit

/// Services for designs and pages.
enum Design {
    static let connectors: [Connector] = [
        .key(
            .figma, "Figma (personal access token)", .design, header: "X-Figma-Token", label: "Personal access token",
            hosts: ["api.figma.com"], documentation: "https://developers.figma.com/docs/rest-api/authentication"),
        .oauth2(
            .webflow, "Webflow", .design, authorization: "https://webflow.com/oauth/authorize",
            token: "https://api.webflow.com/oauth/access_token", hosts: ["api.webflow.com"],
            documentation: "https://developers.webflow.com/data/reference/oauth-app"
        ) { $0.clientAuthentication = .post },
        .oauth2(
            .canva, "Canva", .design, authorization: "https://www.canva.com/api/oauth/authorize",
            token: "https://api.canva.com/rest/v1/oauth/token",
            revocation: "https://api.canva.com/rest/v1/oauth/revoke", hosts: ["api.canva.com"],
            documentation: "https://www.canva.dev/docs/connect/authentication/"
        ) { facts in
            facts.rotation = .singleUse
            facts.revocationReach = .grant
        },
    ]
}
