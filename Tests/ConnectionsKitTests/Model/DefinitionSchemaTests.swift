import ConnectionsKit
import ConnectionsKitTesting
import Foundation
import Testing

/// The published schema and the document type say the same.
@Suite struct DefinitionSchemaTests {
    static let schema: JSONSchemaValidator? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appending(path: "Documentation/definitions.schema.json")
        return (try? Data(contentsOf: file)).flatMap { try? JSONSchemaValidator(schema: $0) }
    }()

    private func faults(in json: String) throws -> [String] {
        try #require(Self.schema, "Documentation/definitions.schema.json cannot be read").faults(in: json)
    }

    @Test func `a full document keeps to the schema, and has each of its fields`() throws {
        let json = try DefinitionDocumentTests.full.json()
        #expect(try self.faults(in: json) == [])
        let schema = try #require(Self.schema?.schema)
        let document = try JSONDecoder().decode(JSONValue.self, from: Data(json.utf8))
        #expect(document.fields == schema["properties"]?.fields)
        let sheets = document["connections"]?.items.first { $0["linkName"]?.text == "sheets" }
        #expect(sheets?.fields == schema["$defs"]?["connection"]?["properties"]?.fields)
    }

    @Test func `an empty document keeps to the schema`() throws {
        let json = try DefinitionDocument(connections: []).json()
        #expect(try self.faults(in: json) == [])
        #expect(try DefinitionDocument(json: json) == DefinitionDocument(connections: []))
    }

    /// Those that are JSON; what is none has no schema.
    static let faulty = DefinitionDocumentTests.faults.map(\.json).filter {
        (try? JSONDecoder().decode(JSONValue.self, from: Data($0.utf8))) != nil
    }

    @Test(arguments: Self.faulty) func `what the document type refuses, the schema refuses`(json: String) throws {
        #expect(throws: InvalidInput.self) { try DefinitionDocument(json: json) }
        #expect(try !self.faults(in: json).isEmpty)
    }

    @Test(arguments: [
        (#""linkName": """#, "linkName"), (#""linkName": "Books""#, "linkName"), (#""linkName": "9books""#, "linkName"),
        (#""linkName": "_books""#, "linkName"), (#""linkName": "system_books""#, "linkName"),
        (#""linkName": "bücher""#, "linkName"), (#""name": """#, "name"), (#""name": "   ""#, "name"),
        (#""name": "a#b""#, "name"), (#""name": "a\nb""#, "name"), (#""scopes": ["a b"]"#, "scopes"),
        (#""scopes": [""]"#, "scopes"), (#""scopes": ["a,b"]"#, "scopes"), (#""scopes": ["a\"b"]"#, "scopes"),
        (#""scopes": ["lösen"]"#, "scopes"), (#""scopes": ["a", "a"]"#, "scopes"), (#""connector": """#, "connector"),
        (#""places": [{"kind": "invokeURL", "component": ""}]"#, "places[0].component"),
        (#""places": [{"kind": "invokeURL", "component": "a\u0007"}]"#, "places[0].component"),
        (#""places": [{"kind": "pagePanel", "component": "a", "detail": ""}]"#, "places[0].detail"),
        (
            #""places": [{"kind": "invokeURL", "component": "a"}, {"kind": "invokeURL", "component": "a"}]"#,
            "places[1]"
        ),
    ])
    func `what a plan refuses of a value, the schema refuses`(fields: String, field: String) async throws {
        let json = DefinitionDocumentTests.one(fields)
        #expect(try !self.faults(in: json).isEmpty)
        let world = World()
        try await world.console.registerApplication("estate", name: "Estate", as: world.owner)
        let plan = try await world.console.planImport(
            try DefinitionDocument(json: json), into: "estate", as: world.owner)
        #expect(plan.problems.contains { $0.field == "connections[0].\(field)" }, "\(plan.problems)")
    }

    @Test(arguments: [
        #""name": "R&D @ home! a:b-c_d\\e|f/g~h*i""#, #""name": "日本語""#, #""name": "cafe\u0301""#, #""name": "١٢٣""#,
        #""linkName": "a""#, #""linkName": "b9__""#, #""scopes": []"#, #""scopes": ["https://a.example/b.c~[x]+#!"]"#,
    ])
    func `what a plan accepts, the schema accepts`(fields: String) async throws {
        let json = DefinitionDocumentTests.one(fields)
        #expect(try self.faults(in: json) == [])
        let world = World()
        try await world.console.registerApplication("estate", name: "Estate", as: world.owner)
        let plan = try await world.console.planImport(
            try DefinitionDocument(json: json), into: "estate", as: world.owner)
        #expect(plan.problems.isEmpty, "\(plan.problems)")
    }
}
