import ConnectionsKit
import ConnectionsKitConnectors

/// The connectors, and what becomes of them in use.
enum Connectors {
    static let all = Catalogue.builtIn.all
    static let oauth2 = Self.all.filter { $0.authentication.oauth2 != nil }

    static func facts(where isSo: (OAuth2Facts) -> Bool) -> [ConnectorID] {
        self.oauth2.filter { $0.authentication.oauth2.map(isSo) == true }.map(\.id)
    }
}

extension Connector {
    /// The connector as it serves accounts: once with all examples, and once more for each further value of a choice.
    func filledVariants() throws -> [Connector] {
        let examples = Dictionary(uniqueKeysWithValues: self.parameters.map { ($0.name, $0.example) })
        var details = [examples]
        for case (let name, .choice(let values)) in self.parameters.map({ ($0.name, $0.format) }) {
            for value in values { details.append(examples.merging([name: value]) { _, new in new }) }
        }
        return try details.map { try self.filled(with: $0) }
    }

    /// The endpoints of all data centres.
    var allEndpoints: [OAuth2Endpoints] {
        guard let facts = self.authentication.oauth2 else { return [] }
        return [facts.endpoints] + facts.dataCentreEndpoints.values
    }

    /// Every text in which a placeholder is filled in.
    var templates: [String] {
        var texts = self.hosts.map(\.text)
        guard let facts = self.authentication.oauth2 else { return texts }
        for endpoints in self.allEndpoints {
            texts += endpoints.addresses.map(\.address) + [endpoints.issuer].compactMap(\.self)
        }
        return texts + facts.authorizationParameters.values + facts.tokenParameters.values + facts.resources
            + [facts.assertion.audience].compactMap(\.self)
    }
}
