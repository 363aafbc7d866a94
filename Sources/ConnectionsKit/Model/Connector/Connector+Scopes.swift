extension Connector {
    /// The scopes that the service offers, all of which or some a connection asks for; empty where they are not listed.
    public var offeredScopes: [String] { self.authentication.oauth2?.scopes ?? [] }

    /// Refuses scopes that a connection to this service cannot ask for, and none where it lists what it offers.
    package func validate(scopes: [String], field: String = "scopes") throws(InvalidInput) {
        guard let facts = self.authentication.oauth2 else {
            guard scopes.isEmpty else {
                throw InvalidInput(
                    field: field, problem: "\(self.name) has no scopes", remedy: "Leave them out")
            }
            return
        }
        guard !scopes.isEmpty || facts.scopes.isEmpty else {
            throw InvalidInput(
                field: field, problem: "none is named",
                remedy: "Name what the application needs of: \(facts.scopes.joined(separator: ", "))")
        }
        for scope in scopes {
            // A comma would be taken for a separator by some services.
            try Self.requireToken(scope: scope, without: ",", field: field)
            guard facts.scopes.isEmpty || facts.scopes.contains(scope) else {
                throw InvalidInput(
                    field: field, problem: "\(self.name) does not offer \"\(scope)\"",
                    remedy: "Choose from: \(facts.scopes.joined(separator: ", "))")
            }
        }
        guard Set(scopes).count == scopes.count else {
            throw InvalidInput(field: field, problem: "one is named twice", remedy: "Name each once")
        }
    }

    /// Refuses what is not one scope by the grammar of RFC 6749 section 3.3.
    package static func requireToken(scope: String, without others: String = "", field: String) throws(InvalidInput) {
        let isToken = scope.utf8.allSatisfy {
            $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C && !others.utf8.contains($0)
        }
        guard isToken, !scope.isEmpty else {
            throw InvalidInput(
                field: field, problem: "\"\(scope)\" is not one scope", remedy: "Pass each scope by itself")
        }
    }
}
