extension Connector {
    /// The connector as it serves one account: its placeholders filled in with the account's details.
    ///
    /// - Parameter details: the values by the names of ``parameters``; others are left alone.
    /// - Returns: a connector without placeholders, whose hosts are those of that account alone.
    /// - Throws: ``InvalidInput`` that names the parameter which is missing or not acceptable.
    public func filled(with details: [String: String]) throws(InvalidInput) -> Connector {
        if self.parameters.isEmpty { return self }
        var values: [String: String] = [:]
        for parameter in self.parameters {
            guard let value = details[parameter.name] ?? parameter.standard else {
                throw InvalidInput(
                    field: parameter.name, problem: "missing, and \(self.name) needs it",
                    remedy: "Pass the \(parameter.label), such as \(parameter.example)")
            }
            try parameter.validate(value)
            values[parameter.name] = value
        }
        func fill(_ text: String) -> String {
            values.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value) }
        }
        var result = self
        result.hosts = self.hosts.map { HostPattern(fill($0.text)) }
        if case .oauth2(var facts) = self.authentication {
            facts.endpoints = facts.endpoints.mapped(fill)
            facts.dataCentreEndpoints = facts.dataCentreEndpoints.mapValues { $0.mapped(fill) }
            facts.authorizationParameters = facts.authorizationParameters.mapValues(fill)
            facts.tokenParameters = facts.tokenParameters.mapValues(fill)
            facts.resources = facts.resources.map(fill)
            facts.assertion.audience = facts.assertion.audience.map(fill)
            result.authentication = .oauth2(facts)
        }
        result.parameters = []
        return result
    }

    /// Refuses details that are no parameters of the connector, and those that are not acceptable.
    ///
    /// - Returns: the values with the standard ones added.
    package func checked(details: [String: String]) throws(InvalidInput) -> [String: String] {
        for name in details.keys.sorted() where !self.parameters.contains(where: { $0.name == name }) {
            let known = self.parameters.map(\.name).joined(separator: ", ")
            throw InvalidInput(
                field: name, problem: "\(self.name) has no such parameter",
                remedy: known.isEmpty ? "Leave it out" : "Pass \(known)")
        }
        _ = try self.filled(with: details)
        var result = details
        for parameter in self.parameters where result[parameter.name] == nil {
            result[parameter.name] = parameter.standard
        }
        return result
    }
}

extension ConnectorParameter {
    /// Refuses a value that could lead a credential astray.
    package func validate(_ value: String) throws(InvalidInput) {
        let isAcceptable: Bool
        let what: String
        switch self.format {
        case .hostLabel:
            what = "lower-case letters, digits and hyphens"
            isAcceptable =
                (1...63).contains(value.utf8.count) && value.utf8.first != 0x2D && value.utf8.last != 0x2D
                && value.utf8.allSatisfy { Self.isLowerAlphanumeric($0) || $0 == 0x2D }
        case .pathSegment:
            what = "letters, digits, hyphens, underscores and dots"
            isAcceptable =
                (1...100).contains(value.utf8.count) && value != "." && value != ".."
                && value.utf8.allSatisfy {
                    Self.isLowerAlphanumeric($0) || (0x41...0x5A).contains($0) || [0x2D, 0x2E, 0x5F].contains($0)
                }
        case .choice(let values):
            what = values.joined(separator: ", ")
            isAcceptable = values.contains { $0.utf8.elementsEqual(value.utf8) }
        }
        guard isAcceptable else {
            throw InvalidInput(
                field: self.name, problem: "the \(self.label) is not acceptable",
                remedy: "Pass one such as \(self.example): \(what)")
        }
    }

    private static func isLowerAlphanumeric(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    }
}

extension OAuth2Endpoints {
    fileprivate func mapped(_ transform: (String) -> String) -> OAuth2Endpoints {
        OAuth2Endpoints(
            authorization: self.authorization.map(transform), token: transform(self.token),
            refresh: self.refresh.map(transform), revocation: self.revocation.map(transform),
            deviceAuthorization: self.deviceAuthorization.map(transform),
            pushedAuthorization: self.pushedAuthorization.map(transform), issuer: self.issuer.map(transform))
    }
}
