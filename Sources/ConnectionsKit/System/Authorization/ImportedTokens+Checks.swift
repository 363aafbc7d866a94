extension ImportedTokens {
    /// The longest token.
    private static let longestToken = 16_384

    /// Refuses what cannot be imported for a connector.
    ///
    /// - Parameters:
    ///   - connector: the service.
    ///   - now: the present moment.
    /// - Throws: ``InvalidInput`` that names the first field which is not acceptable.
    func validate(for connector: Connector, at now: Timestamp) throws(InvalidInput) {
        switch connector.authentication.oauth2?.grantType {
        case nil: try self.requireFieldsAlone(of: connector)
        case .authorizationCode, .deviceCode: try self.requireTokens(of: connector, at: now)
        case .clientCredentials, .jwtBearer:
            throw InvalidInput(
                field: "tokens", problem: "\(connector.name) issues its tokens to the client itself",
                remedy: "Authorize the connection by its fields, which makes new ones")
        }
        if let subject = self.subject { try Self.requirePrintable(subject, 500, "subject") }
        if let name = self.accountName { try AccountName.validate(name) }
        for scope in self.scopes ?? [] {
            try Connector.requireToken(scope: scope, field: "scopes")
        }
    }

    /// What is known of the account: the values for the connector's parameters, which are checked elsewhere, and those that
    /// the service told.
    func divided(for connector: Connector) throws(InvalidInput) -> (given: [String: String], told: [String: String]) {
        let facts = connector.authentication.oauth2
        let names = (facts?.tokenResponseDetails ?? []) + (facts?.callbackDetails ?? [])
        let told = self.details.filter { names.contains($0.key) }
        for (name, value) in told.sorted(by: { $0.key < $1.key }) {
            try Self.requirePrintable(value, ObtainedCredential.longestDetail, name)
        }
        return (self.details.filter { told[$0.key] == nil }, told)
    }

    /// What is stored of it.
    ///
    /// Without an access token an empty one is stored that ended long ago, whatever the clock says: it is never handed out,
    /// and the first use refreshes it.
    func obtained(at now: Timestamp) -> ObtainedCredential {
        let beginning = Timestamp(milliseconds: 0)
        let end = self.accessToken == nil ? beginning : self.expiresAt
        return ObtainedCredential(
            access: self.accessToken ?? Secret([]), refresh: self.refreshToken, lifetime: end.map { $0 - now })
    }

    private func requireFieldsAlone(of connector: Connector) throws(InvalidInput) {
        let given = [
            ("accessToken", self.accessToken != nil), ("expiresAt", self.expiresAt != nil),
            ("refreshToken", self.refreshToken != nil), ("clientID", self.clientID != nil),
            ("scopes", self.scopes != nil),
        ]
        for (field, isGiven) in given where isGiven {
            throw InvalidInput(
                field: field, problem: "\(connector.name) does not use OAuth and has none",
                remedy: "Pass its fields: \(connector.authentication.fields.map(\.name).joined(separator: ", "))")
        }
    }

    private func requireTokens(of connector: Connector, at now: Timestamp) throws(InvalidInput) {
        if let field = self.fields.names.first {
            throw InvalidInput(
                field: field, problem: "\(connector.name) is authorized at the service and has no fields",
                remedy: "Pass the tokens")
        }
        guard self.accessToken != nil || self.refreshToken != nil else {
            throw InvalidInput(
                field: "accessToken", problem: "neither an access token nor a refresh token",
                remedy: "Pass one of them, or both")
        }
        for (field, token) in [("accessToken", self.accessToken), ("refreshToken", self.refreshToken)] {
            guard let token else { continue }
            // RFC 6749 appendix A.12 and A.17, without the space, which no token has that goes into a header.
            guard (1...Self.longestToken).contains(token.count),
                token.withBytes({ $0.allSatisfy { (0x21...0x7E).contains($0) } })
            else {
                throw InvalidInput(
                    field: field, problem: "empty, longer than 16 KiB, or with characters that no token has",
                    remedy: "Copy it again without spaces and line breaks")
            }
        }
        if let expiresAt = self.expiresAt {
            guard self.accessToken != nil else {
                throw InvalidInput(
                    field: "expiresAt", problem: "an end without an access token", remedy: "Pass both, or neither")
            }
            guard now < expiresAt || self.refreshToken != nil else {
                throw InvalidInput(
                    field: "expiresAt",
                    problem: "the access token has ended, and without a refresh token nothing is left",
                    remedy: "Authorize the connection anew")
            }
        }
    }

    private static func requirePrintable(
        _ text: String, _ longest: Int, _ field: String
    ) throws(InvalidInput) {
        let isPrintable = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard (1...longest).contains(text.utf8.count), isPrintable else {
            throw InvalidInput(
                field: field, problem: "empty, too long, or with characters that cannot be printed",
                remedy: "Pass 1 to \(longest) printable characters")
        }
    }
}
