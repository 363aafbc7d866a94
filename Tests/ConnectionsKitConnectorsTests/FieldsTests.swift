import ConnectionsKit
import ConnectionsKitConnectors
import Testing

@Suite struct FieldsTests {
    static let keyed = Connectors.all.filter { $0.authentication.oauth2 == nil }

    @Test(arguments: Connectors.all)
    func `fields have names that a program can use, and a label`(_ connector: Connector) {
        let fields = connector.authentication.fields
        #expect(Set(fields.map(\.name)).count == fields.count)
        for field in fields {
            #expect(field.name.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "_" })
            #expect(!field.label.isEmpty && field.label.count <= 60)
        }
        #expect(fields.isEmpty || fields.contains(where: \.isSecret))
    }

    @Test(arguments: Self.keyed)
    func `fields have distinct names and a place in the request`(_ connector: Connector) {
        let fields = connector.authentication.fields
        #expect(!fields.isEmpty && Set(fields.map(\.name)).count == fields.count)
        var places: Set<CredentialField.Placement> = []
        for field in fields {
            switch (connector.authentication.method, field.placement) {
            case (.basic, .basic): continue
            case (.apiKey, .header(let name, let prefix)), (.bearer, .header(let name, let prefix)):
                #expect(Self.isHeaderName(name) && !Self.reserved.contains(name.lowercased()), "\(name)")
                #expect(prefix.isEmpty || prefix.hasSuffix(" "))
            case (.apiKey, .query(let name)), (.apiKey, .form(let name)):
                #expect(!name.isEmpty && name.utf8.allSatisfy { (0x21...0x7E).contains($0) })
            default: Issue.record("\(field.name) has a place that its method does not have")
            }
            #expect(places.insert(field.placement).inserted)
        }
    }

    @Test(arguments: Self.keyed.filter { $0.authentication.method == .bearer })
    func `a bearer token goes where bearer tokens go`(_ connector: Connector) {
        #expect(
            connector.authentication.fields.map(\.placement) == [.header(name: "Authorization", prefix: "Bearer ")])
    }

    @Test func `access tokens that go elsewhere go into a header field`() {
        for connector in Connectors.oauth2 {
            guard let placement = connector.authentication.oauth2?.accessTokenPlacement else { continue }
            guard case .header(let name, let prefix) = placement else {
                Issue.record("\(connector.id) puts its access token into \(placement)")
                continue
            }
            #expect(Self.isHeaderName(name) && (prefix.isEmpty || prefix.hasSuffix(" ")))
        }
        #expect(
            Set(Connectors.facts { $0.accessTokenPlacement != nil }.filter { !$0.rawValue.hasPrefix("zoho_") })
                == [.shopify, .bigCommerce])
    }

    private static let reserved: Set = ["host", "cookie", "connection", "content-length", "content-type", "accept"]

    private static func isHeaderName(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
            }
    }
}
