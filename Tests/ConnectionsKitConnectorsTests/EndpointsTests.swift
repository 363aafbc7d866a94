import ConnectionsKit
import ConnectionsKitConnectors
import Testing

@Suite struct EndpointsTests {
    @Test(arguments: Connectors.all)
    func `every endpoint and page is an HTTPS address`(_ connector: Connector) throws {
        #expect(try WebAddress(#require(connector.documentation)).scheme == "https")
        for filled in try connector.filledVariants() {
            #expect(filled.parameters.isEmpty)
            for (field, text) in filled.allEndpoints.flatMap(\.addresses) {
                let address = try WebAddress(text, field: field)
                #expect(address.scheme == "https" && address.port == nil && address.path.count > 1, "\(text)")
                #expect(address.query == nil && !address.isLoopback, "\(text)")
            }
            for issuer in filled.allEndpoints.compactMap(\.issuer) {
                #expect(try WebAddress(issuer).scheme == "https" && !issuer.hasSuffix("/"), "\(issuer)")
            }
        }
    }

    @Test(arguments: Connectors.oauth2)
    func `it has the endpoints that its grant type needs, and no other`(_ connector: Connector) throws {
        let facts = try #require(connector.authentication.oauth2)
        for endpoints in connector.allEndpoints {
            #expect((endpoints.authorization != nil) == (facts.grantType == .authorizationCode))
            #expect((endpoints.deviceAuthorization != nil) == (facts.grantType == .deviceCode))
            #expect(endpoints.pushedAuthorization == nil || endpoints.authorization != nil)
            #expect(endpoints.issuer == nil || endpoints.authorization != nil)
        }
    }

    @Test(arguments: Connectors.all)
    func `every placeholder is a parameter, and every parameter has a place`(_ connector: Connector) {
        var named: Set<String> = []
        for text in connector.templates {
            var rest = text[...]
            while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
                named.insert(String(rest[rest.index(after: open)..<close]))
                rest = rest[rest.index(after: close)...]
            }
            #expect(!rest.contains("{") && !rest.contains("}"), "\(text)")
        }
        // The client's own identifier, in the address at which the client itself asks for a revocation.
        if case .clientJSON = connector.authentication.oauth2?.revocationMethod { named.remove("client_id") }
        let declared = connector.parameters.map(\.name)
        #expect(named == Set(declared))
        #expect(Set(declared).count == declared.count)
    }

    @Test(arguments: Connectors.all)
    func `its parameters can be filled in, with their examples and without`(_ connector: Connector) throws {
        for parameter in connector.parameters {
            try parameter.validate(parameter.example)
            if let standard = parameter.standard { try parameter.validate(standard) }
            #expect(!parameter.label.isEmpty)
            if case .choice(let values) = parameter.format {
                #expect(values.count > 1 && Set(values).count == values.count && parameter.standard != nil)
            }
        }
        let needed = connector.parameters.filter { $0.standard == nil }
        if needed.isEmpty {
            #expect(try connector.filled(with: [:]).parameters.isEmpty)
        } else {
            #expect(throws: InvalidInput.self) { try connector.filled(with: [:]) }
        }
    }

    @Test(arguments: Connectors.oauth2)
    func `it has all data centres or none, each with endpoints and hosts of its own`(_ connector: Connector) throws {
        let facts = try #require(connector.authentication.oauth2)
        guard connector.isPlatformService else {
            #expect(facts.dataCentreEndpoints.isEmpty)
            return
        }
        #expect(
            Set(facts.dataCentreEndpoints.keys)
                == [.us, .eu, .india, .australia, .japan, .canada, .china, .saudiArabia])
        #expect(facts.endpoints(in: .us) == facts.endpoints)
        let tokens = try facts.dataCentreEndpoints.mapValues { try WebAddress($0.token).host }
        #expect(Set(tokens.values).count == 8)
        for (dataCentre, endpoints) in facts.dataCentreEndpoints {
            let hosts = try endpoints.addresses.map { try WebAddress($0.address).host }
            #expect(Set(hosts) == [tokens[dataCentre]], "\(dataCentre)")
        }
        #expect(connector.hosts.count.isMultiple(of: 8))
    }

    @Test(arguments: Connectors.all)
    func `its documentation is a page and not the front door`(_ connector: Connector) throws {
        let page = try WebAddress(try #require(connector.documentation))
        #expect(page.scheme == "https" && page.port == nil)
        #expect(page.path.split(separator: "/").count >= 1)
    }

    @Test(arguments: Connectors.oauth2)
    func `what is said of revocation has an endpoint to be said of`(_ connector: Connector) throws {
        let facts = try #require(connector.authentication.oauth2)
        guard facts.endpoints.revocation == nil else { return }
        #expect(facts.revocationMethod == .standard && facts.revocationAuthentication == nil)
        #expect(facts.revocationReach == .unknown)
    }
}
