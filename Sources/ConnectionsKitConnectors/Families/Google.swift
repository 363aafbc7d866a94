import ConnectionsKit

/// The services of Google, whose scopes stand at https://developers.google.com/identity/protocols/oauth2/scopes.
enum Google {
    static let connectors: [Connector] = [
        // One authorization for several services; nobody but Google answers below its domain of APIs.
        connector(
            .google, "Google", .office, scopes: [], hosts: ["*.googleapis.com"]),
        connector(
            .googleSheets, "Google Sheets", .office,
            scopes: ["spreadsheets", "spreadsheets.readonly", "drive", "drive.readonly", "drive.file"],
            hosts: ["sheets.googleapis.com", "www.googleapis.com"]),
        connector(
            .googleDrive, "Google Drive", .files,
            scopes: [
                "drive", "drive.readonly", "drive.file", "drive.appdata", "drive.metadata", "drive.metadata.readonly",
                "drive.meet.readonly", "drive.scripts", "drive.activity", "drive.activity.readonly",
            ],
            hosts: ["www.googleapis.com", "driveactivity.googleapis.com"]),
        connector(
            .googleCalendar, "Google Calendar", .office,
            scopes: [
                "calendar", "calendar.readonly", "calendar.acls", "calendar.acls.readonly", "calendar.app.created",
                "calendar.calendarlist", "calendar.calendarlist.readonly", "calendar.calendars",
                "calendar.calendars.readonly", "calendar.events", "calendar.events.freebusy", "calendar.events.owned",
                "calendar.events.owned.readonly", "calendar.events.public.readonly", "calendar.events.readonly",
                "calendar.freebusy", "calendar.settings.readonly",
            ],
            hosts: ["www.googleapis.com"]),
        connector(
            .gmail, "Gmail", .office,
            scopes: [
                "https://mail.google.com/", "gmail.compose", "gmail.insert", "gmail.labels", "gmail.metadata",
                "gmail.modify", "gmail.readonly", "gmail.send", "gmail.settings.basic", "gmail.settings.sharing",
            ],
            hosts: ["gmail.googleapis.com", "www.googleapis.com"]),
        connector(
            .googleContacts, "Google Contacts", .office,
            scopes: ["contacts", "contacts.readonly", "contacts.other.readonly", "directory.readonly"],
            hosts: ["people.googleapis.com"]),
        connector(
            .googleTasks, "Google Tasks", .projects, scopes: ["tasks", "tasks.readonly"],
            hosts: ["tasks.googleapis.com"]),
        connector(
            .googleAnalytics, "Google Analytics", .marketing,
            scopes: [
                "analytics", "analytics.readonly", "analytics.edit", "analytics.manage.users",
                "analytics.manage.users.readonly",
            ],
            hosts: ["analyticsdata.googleapis.com", "analyticsadmin.googleapis.com"]),
        connector(
            .googleBigQuery, "Google BigQuery", .developerTools,
            scopes: [
                "bigquery", "bigquery.readonly", "bigquery.insertdata", "cloud-platform", "cloud-platform.read-only",
            ],
            hosts: ["bigquery.googleapis.com"]),
        connector(
            .youTube, "YouTube", .social,
            scopes: [
                "youtube", "youtube.readonly", "youtube.upload", "youtube.force-ssl",
                "youtube.channel-memberships.creator", "youtubepartner", "youtubepartner-channel-audit",
                "yt-analytics.readonly", "yt-analytics-monetary.readonly",
            ],
            hosts: ["youtube.googleapis.com", "youtubeanalytics.googleapis.com", "www.googleapis.com"]),
        .oauth2(
            .googleServiceAccount, "Google service account", .developerTools,
            token: "https://oauth2.googleapis.com/token", hosts: ["*.googleapis.com"],
            documentation: "https://developers.google.com/identity/protocols/oauth2/service-account"
        ) { facts in
            facts.grantType = .jwtBearer
            facts.fields = [
                .part("issuer", "E-mail address of the service account"),
                .part("subject", "E-mail address of the user it acts for"), .privateKey(),
            ]
            facts.assertion.audience = "https://oauth2.googleapis.com/token"
            facts.assertion.lifetime = .minutes(60)
            facts.assertion.holdsScopes = true
            facts.clientAuthentication = .none
        },
    ]

    private static func connector(
        _ id: ConnectorID, _ name: String, _ category: Category, scopes: [String], hosts: [HostPattern]
    ) -> Connector {
        .oauth2(
            id, name, category, authorization: "https://accounts.google.com/o/oauth2/v2/auth",
            token: "https://oauth2.googleapis.com/token", revocation: "https://oauth2.googleapis.com/revoke",
            hosts: hosts, documentation: "https://developers.google.com/identity/protocols/oauth2/web-server"
        ) { facts in
            facts.endpoints.issuer = "https://accounts.google.com"
            facts.scopes = scopes.isEmpty ? [] : scopes.map(self.scope) + ["openid", "email", "profile"]
            // Without offline access no refresh token is issued; without the prompt, only at the first consent.
            facts.authorizationParameters = ["access_type": "offline", "prompt": "consent"]
            facts.clientAuthentication = .post
            facts.rotation = .never
            // Six months, counted short.
            facts.refreshTokenIdleLifetime = .days(180)
            facts.revocationAuthentication = ClientAuthentication.none
            facts.revocationReach = .grant
        }
    }

    private static func scope(_ name: String) -> String {
        name.hasPrefix("https://") ? name : "https://www.googleapis.com/auth/\(name)"
    }
}
