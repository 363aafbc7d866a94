import ConnectionsKit

/// Services for forms, surveys, appointments and events.
enum Forms {
    static let connectors: [Connector] = [
        .oauth2(
            .typeform, "Typeform", .forms, authorization: "https://api.typeform.com/oauth/authorize",
            token: "https://api.typeform.com/oauth/token", hosts: ["api.typeform.com", "api.eu.typeform.com"],
            documentation: "https://www.typeform.com/developers/get-started/applications/"
        ) { facts in
            facts.scopes = [
                "accounts:read", "forms:read", "forms:write", "images:read", "images:write", "responses:read",
                "responses:write", "themes:read", "themes:write", "webhooks:read", "webhooks:write", "workspaces:read",
                "workspaces:write", "offline",
            ]
            facts.clientAuthentication = .post
        },
        // Scopes are chosen where the application is registered.
        .oauth2(
            .surveyMonkey, "SurveyMonkey", .forms, authorization: "https://api.surveymonkey.com/oauth/authorize",
            token: "https://api.surveymonkey.com/oauth/token",
            hosts: ["api.surveymonkey.com", "api.eu.surveymonkey.com", "api.ca.surveymonkey.com"],
            documentation: "https://api.surveymonkey.com/v3/docs"
        ) { facts in
            facts.clientAuthentication = .post
            facts.tokenResponseDetails = ["access_url"]
        },
        .key(
            .jotform, "Jotform", .forms, header: "APIKEY",
            hosts: ["api.jotform.com", "eu-api.jotform.com", "hipaa-api.jotform.com"],
            documentation: "https://api.jotform.com/docs/"),
        .oauth2(
            .calendly, "Calendly", .forms, authorization: "https://auth.calendly.com/oauth/authorize",
            token: "https://auth.calendly.com/oauth/token", revocation: "https://auth.calendly.com/oauth/revoke",
            hosts: ["api.calendly.com"],
            documentation:
                "https://developer.calendly.com/how-to-access-calendly-data-on-behalf-of-authenticated-users"
        ) { facts in
            facts.clientAuthentication = .post
            facts.tokenResponseDetails = ["owner", "organization"]
        },
        .oauth2(
            .eventbrite, "Eventbrite", .forms, authorization: "https://www.eventbrite.com/oauth/authorize",
            token: "https://www.eventbrite.com/oauth/token", hosts: ["www.eventbriteapi.com"],
            documentation: "https://www.eventbrite.com/platform/docs/authentication"
        ) { $0.clientAuthentication = .post },
    ]
}
