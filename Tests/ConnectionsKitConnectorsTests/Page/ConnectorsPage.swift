import ConnectionsKit

/// `Documentation/Connectors.md`, written out of the catalogue.
enum ConnectorsPage {
    static func rendered() -> String {
        let categories = Dictionary(grouping: Connectors.all, by: \.category).sorted { $0.key < $1.key }
        let verified = Connectors.all.filter(\.isVerified).count
        var lines = [
            """
            # The built-in connectors

            The \(Connectors.all.count) services of `Catalogue.builtIn`, as data. The page is written by
            `Scripts/update-connectors`; a test compares it with the catalogue, so neither changes without the other.

            **\(verified == 0 ? "None" : "\(verified)") of them was tried against the live service.** They are facts from the
            services' own documents, under *page*, and services change. A platform puts a connector of its own with the same
            identifier in the place of one that is out of date, and calls `Catalogue.validate()`.

            How to read a row: *kinds* are the connections that may be made; *account tells* is what must be known of an account
            before it is authorized; *refresh token* says what becomes of it when it is used, and after how many days it dies when
            it is not; *revocation* says how the service is told, and how far that reaches: *token* is that token and those made
            from it, *grant* every token of the same person and client. An empty cell means that nothing is known, or that there
            is nothing to know.
            """
        ]
        for (category, connectors) in categories {
            lines += ["", "## \(category)", "", Self.heading]
            lines += connectors.sorted { $0.name < $1.name }.map(Self.row)
        }
        lines += ["", Self.leftOut]
        return lines.joined(separator: "\n") + "\n"
    }

    private static let columns = [
        "connector", "id", "authentication", "kinds", "data centres", "account tells", "refresh token", "revocation",
        "page", "verified",
    ]

    private static let heading =
        Self.cells(Self.columns) + "\n" + Self.cells(Self.columns.map { _ in "---" }).replacing(" ", with: "")

    private static func row(_ connector: Connector) -> String {
        let facts = connector.authentication.oauth2
        let kinds: [Connection.Kind] = [.admin, .loggedInUser, .system]
        let centres = facts?.dataCentreEndpoints.keys.map(\.rawValue).sorted() ?? []
        return Self.cells([
            connector.name, "`\(connector.id)`", Self.method(connector.authentication),
            kinds.filter(connector.allows).map(Self.words).joined(separator: ", "), centres.joined(separator: ", "),
            connector.parameters.map { $0.standard == nil ? $0.label : "\($0.label) (\($0.standard ?? ""))" }
                .joined(separator: ", "),
            facts.map(Self.refreshToken) ?? "", facts.map(Self.revocation) ?? "",
            connector.documentation.map { "[page](\($0))" } ?? "", connector.isVerified ? "yes" : "no",
        ])
    }

    private static func cells(_ texts: [String]) -> String {
        "|" + texts.map { $0.isEmpty ? " |" : " \($0) |" }.joined()
    }

    private static func words(_ kind: Connection.Kind) -> String {
        switch kind {
        case .admin: "admin"
        case .loggedInUser: "logged-in user"
        case .system: "system"
        }
    }

    private static func method(_ authentication: Authentication) -> String {
        switch authentication {
        case .oauth2(let facts):
            switch facts.grantType {
            case .authorizationCode: "authorization code"
            case .deviceCode: "device code"
            case .clientCredentials: "client credentials"
            case .jwtBearer: "JWT bearer"
            }
        case .apiKey(let fields): fields.count == 1 ? "key" : "\(fields.count) keys"
        case .basic: "basic"
        case .bearer: "fixed token"
        }
    }

    private static func refreshToken(_ facts: OAuth2Facts) -> String {
        let use: String? =
            switch facts.rotation {
            case .never: "stays"
            case .always(.zero): "single use"
            case .always(let grace): "replaced, \(grace.components.seconds / 60) minutes' grace"
            case .unknown: nil
            }
        let idle = facts.refreshTokenIdleLifetime.map { "\($0.components.seconds / 86_400) days idle" }
        return [use, idle].compactMap(\.self).joined(separator: "; ")
    }

    private static func revocation(_ facts: OAuth2Facts) -> String {
        guard facts.endpoints.revocation != nil else { return "" }
        let way =
            switch facts.revocationMethod {
            case .standard: "RFC 7009"
            case .callWithToken(let method): "\(method) with the token"
            case .clientJSON(let method): "\(method) by the client"
            }
        return facts.revocationReach == .unknown ? way : "\(way); \(facts.revocationReach.rawValue)"
    }

    private static let leftOut = """
        ## Notes

        - **Zoho OAuth** asks for scopes of several services at once. Where one service is enough its own connector is the
          better choice: it sends credentials to fewer hosts, and elsewhere at Zoho the connector for several is deprecated.
        - **Salesforce**, **Square** and **Slack** without token rotation do not say when an access token ends, so it is
          renewed when the service refuses it.
        - Scopes such as `offline_access` of Microsoft, Atlassian and Xero, `offline.access` of X and `refresh_token` of
          Salesforce and Snowflake are what a refresh token is issued for: ask for them.

        ## Left out

        | service | why |
        |---|---|
        | Expensify | takes its credentials inside a JSON document in a form field, where no credential can be put |
        | Payflow Pro, Payments Pro | no longer offered as a means of payment since 26 September 2024 |
        | WooCommerce | lives on the shop's own domain, which the catalogue cannot know: the platform adds a connector with that host |
        | Figma, Instagram with OAuth | refresh at an address of their own, which is not that of the token endpoint |
        | Basecamp | has a parameter of its own in the place of `grant_type`, with another value for each kind of request |
        | Google Ads | wants a second key beside the access token |
        """
}
