import ConnectionsKit

/// Services where people meet, publish, watch and listen.
enum Social {
    static let connectors: [Connector] = [
        .oauth2(
            .linkedIn, "LinkedIn", .social, authorization: "https://www.linkedin.com/oauth/v2/authorization",
            token: "https://www.linkedin.com/oauth/v2/accessToken",
            revocation: "https://www.linkedin.com/oauth/v2/revoke", hosts: ["api.linkedin.com"],
            documentation: "https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow"
        ) { facts in
            facts.clientAuthentication = .post
            facts.rotation = .never
        },
        // Without refresh tokens: what ends must be authorized again.
        .oauth2(
            .facebook, "Facebook", .social, authorization: "https://www.facebook.com/v24.0/dialog/oauth",
            token: "https://graph.facebook.com/v24.0/oauth/access_token",
            revocation: "https://graph.facebook.com/v24.0/me/permissions",
            hosts: ["graph.facebook.com", "graph-video.facebook.com"],
            documentation: "https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow"
        ) { facts in
            facts.scopeSeparator = ","
            facts.clientAuthentication = .post
            // https://developers.facebook.com/docs/facebook-login/guides/permissions/request-revoke
            facts.revocationMethod = .callWithToken(method: "DELETE")
            facts.revocationReach = .grant
        },
        .oauth2(
            .x, "X", .social, authorization: "https://x.com/i/oauth2/authorize",
            token: "https://api.x.com/2/oauth2/token", revocation: "https://api.x.com/2/oauth2/revoke",
            hosts: ["api.x.com"],
            documentation: "https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code"
        ) { facts in
            facts.scopes = [
                "tweet.read", "tweet.write", "tweet.moderate.write", "users.read", "users.email", "follows.read",
                "follows.write", "space.read", "mute.read", "mute.write", "like.read", "like.write", "list.read",
                "list.write", "block.read", "block.write", "bookmark.read", "bookmark.write", "dm.read", "dm.write",
                "media.write", "offline.access",
            ]
            facts.rotation = .singleUse
        },
        .oauth2(
            .pinterest, "Pinterest", .social, authorization: "https://www.pinterest.com/oauth/",
            token: "https://api.pinterest.com/v5/oauth/token", hosts: ["api.pinterest.com"],
            documentation:
                "https://developers.pinterest.com/docs/getting-started/set-up-authentication-and-authorization/"
        ) { facts in
            facts.scopeSeparator = ","
            facts.refreshTokenIdleLifetime = .days(60)
        },
        .oauth2(
            .reddit, "Reddit", .social, authorization: "https://www.reddit.com/api/v1/authorize",
            token: "https://www.reddit.com/api/v1/access_token",
            revocation: "https://www.reddit.com/api/v1/revoke_token", hosts: ["oauth.reddit.com"],
            documentation: "https://github.com/reddit-archive/reddit/wiki/OAuth2"
        ) { facts in
            // Without it no refresh token is issued.
            facts.authorizationParameters = ["duration": "permanent"]
            facts.rotation = .never
            facts.revocationReach = .token
        },
        .oauth2(
            .spotify, "Spotify", .social, authorization: "https://accounts.spotify.com/authorize",
            token: "https://accounts.spotify.com/api/token", hosts: ["api.spotify.com"],
            documentation: "https://developer.spotify.com/documentation/web-api/tutorials/code-flow"
        ) { facts in
            facts.scopes = [
                "app-remote-control", "playlist-modify-private", "playlist-modify-public",
                "playlist-read-collaborative", "playlist-read-private", "streaming", "ugc-image-upload",
                "user-follow-modify", "user-follow-read", "user-library-modify", "user-library-read",
                "user-modify-playback-state", "user-read-currently-playing", "user-read-email",
                "user-read-playback-position", "user-read-playback-state", "user-read-private",
                "user-read-recently-played", "user-top-read",
            ]
        },
        .oauth2(
            .twitch, "Twitch", .social, authorization: "https://id.twitch.tv/oauth2/authorize",
            token: "https://id.twitch.tv/oauth2/token", revocation: "https://id.twitch.tv/oauth2/revoke",
            hosts: ["api.twitch.tv"], documentation: "https://dev.twitch.tv/docs/authentication/getting-tokens-oauth/"
        ) { facts in
            facts.clientAuthentication = .post
            facts.revocationAuthentication = ClientAuthentication.none
        },
    ]
}
