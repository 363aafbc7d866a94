import ConnectionsKit

/// Services to talk, meet and call.
enum Communication {
    static let connectors: [Connector] = [
        .oauth2(
            .slack, "Slack", .communication, authorization: "https://slack.com/oauth/v2/authorize",
            token: "https://slack.com/api/oauth.v2.access", revocation: "https://slack.com/api/auth.revoke",
            hosts: ["slack.com", "files.slack.com"],
            documentation: "https://docs.slack.dev/authentication/installing-with-oauth"
        ) { facts in
            facts.scopeSeparator = ","
            facts.tokenResponseDetails = [
                "team.id", "team.name", "enterprise.id", "bot_user_id", "app_id", "authed_user.id",
            ]
            // https://docs.slack.dev/reference/methods/auth.revoke
            facts.revocationMethod = .callWithToken(method: "POST")
            facts.revocationReach = .token
        },
        .oauth2(
            .zoom, "Zoom", .communication, authorization: "https://zoom.us/oauth/authorize",
            token: "https://zoom.us/oauth/token", revocation: "https://zoom.us/oauth/revoke",
            hosts: [
                "api.zoom.us", "api-us.zoom.us", "api-eu.zoom.us", "api-uk.zoom.us", "api-ca.zoom.us", "api-au.zoom.us",
                "api-in.zoom.us", "api-sg.zoom.us", "api-sa.zoom.us",
            ],
            documentation: "https://developers.zoom.us/docs/integrations/oauth/"
        ) { facts in
            facts.tokenResponseDetails = ["api_url"]
            facts.refreshTokenIdleLifetime = .days(90)
        },
        .oauth2(
            .discord, "Discord", .communication, authorization: "https://discord.com/oauth2/authorize",
            token: "https://discord.com/api/oauth2/token", revocation: "https://discord.com/api/oauth2/token/revoke",
            hosts: ["discord.com"], documentation: "https://discord.com/developers/docs/topics/oauth2"
        ) { facts in
            facts.clientAuthentication = .post
            facts.tokenResponseDetails = ["guild.id", "guild.name"]
            facts.revocationReach = .grant
        },
        .oauth2(
            .ringCentral, "RingCentral", .communication,
            authorization: "https://platform.ringcentral.com/restapi/oauth/authorize",
            token: "https://platform.ringcentral.com/restapi/oauth/token",
            revocation: "https://platform.ringcentral.com/restapi/oauth/revoke",
            hosts: ["platform.ringcentral.com", "media.ringcentral.com"],
            documentation: "https://developers.ringcentral.com/guide/authentication/auth-code-flow"
        ) { facts in
            facts.tokenResponseDetails = ["owner_id", "endpoint_id"]
            facts.rotation = .singleUse
            facts.refreshTokenIdleLifetime = .days(7)
        },
        .oauth2(
            .webex, "Webex", .communication, authorization: "https://webexapis.com/v1/authorize",
            token: "https://webexapis.com/v1/access_token", hosts: ["webexapis.com"],
            documentation: "https://developer.webex.com/docs/integrations"
        ) { facts in
            facts.clientAuthentication = .post
            facts.rotation = .never
            facts.refreshTokenIdleLifetime = .days(90)
        },
        .bearer(
            .whatsApp, "WhatsApp Business", .communication, label: "Access token of a system user",
            hosts: ["graph.facebook.com"],
            documentation: "https://developers.facebook.com/docs/whatsapp/cloud-api/get-started"),
    ]
}
