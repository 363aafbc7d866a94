/// The connectors of a platform.
///
/// The platform's host app may add connectors of its own; its customers may not.
public struct Catalogue: Sendable {
    private var connectors: [ConnectorID: Connector]

    /// Makes a catalogue; of two connectors with one identifier the later stands.
    public init(_ connectors: [Connector]) {
        self.connectors = Dictionary(connectors.map { ($0.id, $0) }) { _, later in later }
    }

    /// A catalogue with `connectors` added, each in place of one with the same identifier.
    public func adding(_ connectors: [Connector]) -> Catalogue {
        var result = self
        for connector in connectors { result.connectors[connector.id] = connector }
        return result
    }

    /// Checks the facts that could send a credential astray, for a platform that adds connectors of its own.
    ///
    /// - Throws: ``InvalidInput`` that names the connector and the first host pattern or endpoint that is not acceptable.
    public func validate() throws(InvalidInput) {
        for connector in self.all {
            let sample = try connector.sample()
            for pattern in sample.hosts { try pattern.validate(field: "\(connector.id).hosts") }
            guard let facts = sample.authentication.oauth2 else { continue }
            for endpoints in [facts.endpoints] + facts.dataCentreEndpoints.values {
                for (field, address) in endpoints.addresses {
                    _ = try WebAddress(address, field: "\(connector.id).endpoints.\(field)")
                }
            }
        }
    }

    /// The connector named `id`, if the platform has it.
    public subscript(id: ConnectorID) -> Connector? { self.connectors[id] }

    /// All connectors, in the order of their names.
    public var all: [Connector] { self.connectors.values.sorted { $0.name < $1.name } }
}

extension Connector {
    /// The connector with a value in each placeholder, to check what is made of it.
    fileprivate func sample() throws(InvalidInput) -> Connector {
        try self.filled(
            with: Dictionary(self.parameters.map { ($0.name, $0.standard ?? $0.example) }) { first, _ in first })
    }
}
