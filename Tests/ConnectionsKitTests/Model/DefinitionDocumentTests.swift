import ConnectionsKit
import Foundation
import Testing

@Suite struct DefinitionDocumentTests {
    /// A document in which every field and every kind of place stands.
    static let full = DefinitionDocument(
        application: "estate",
        connections: [
            ConnectionDefinition(
                linkName: "sheets", name: "Größe & Co", kind: .loggedInUser, connector: "sheets",
                mode: .credentialSet(named: "Client/1"), scopes: ["write", "read"], sharesAuthorization: true,
                places: [
                    .pagePanel("home", panel: "numbers"), .invokeURL("b"), .invokeURL("a"), .smsAction("note"),
                    .integrationTask("push"), .formWorkflow("sale", event: "sold"),
                    .formWorkflow("sale", event: "made"),
                ]),
            ConnectionDefinition(
                linkName: "books", name: "Books", kind: .admin, connector: "books", mode: .platformManaged),
            ConnectionDefinition(linkName: "sms", name: "SMS", kind: .admin, connector: "sms"),
        ])

    @Test func `the same definitions give the same bytes, in whatever order they stand`() throws {
        var other = Self.full
        other.connections.reverse()
        for index in other.connections.indices {
            other.connections[index].scopes.reverse()
            other.connections[index].places.reverse()
        }
        #expect(other != Self.full)
        #expect(try other.json() == Self.full.json())
    }

    @Test func `a document reads as it was written, and is written as it read`() throws {
        let text = try Self.full.json()
        let again = try DefinitionDocument(json: text)
        #expect(try again.json() == text)
        #expect(again.connections.map(\.linkName) == ["books", "sheets", "sms"])
        let sheets = try #require(again.connections.first { $0.linkName == "sheets" })
        #expect(sheets.scopes == ["read", "write"] && Set(sheets.places) == Set(Self.full.connections[0].places))
        #expect(sheets.mode == .credentialSet(named: "Client/1") && sheets.sharesAuthorization)
        #expect(again.connections.first { $0.linkName == "sms" }?.mode == nil)
        #expect(again.application == "estate")
    }

    @Test func `a document is written so, byte for byte`() throws {
        let document = DefinitionDocument(connections: [
            ConnectionDefinition(
                linkName: "books", name: "A/B", kind: .admin, connector: "books", mode: .platformManaged,
                scopes: ["b", "a"], places: [.formWorkflow("sale", event: "sold")])
        ])
        #expect(
            try document.json() == """
                {
                  "connections" : [
                    {
                      "connector" : "books",
                      "kind" : "admin",
                      "linkName" : "books",
                      "mode" : "platformManaged",
                      "name" : "A/B",
                      "places" : [
                        {
                          "component" : "sale",
                          "detail" : "sold",
                          "kind" : "formWorkflow"
                        }
                      ],
                      "scopes" : [
                        "a",
                        "b"
                      ],
                      "sharesAuthorization" : false
                    }
                  ],
                  "schemaVersion" : 1
                }

                """)
    }

    @Test func `any coder can write and read it`() throws {
        let data = try JSONEncoder().encode(Self.full)
        #expect(try JSONDecoder().decode(DefinitionDocument.self, from: data).json() == Self.full.json())
    }

    /// The document of one connection with `fields` in place of, or besides, those of a good one.
    static func one(_ fields: String, without left: String = "") -> String {
        let good = [
            "linkName": #""books""#, "name": #""Books""#, "kind": #""admin""#, "connector": #""books""#,
            "scopes": #"["read"]"#, "sharesAuthorization": "false", "places": "[]",
        ]
        let kept = good.filter { $0.key != left && !fields.hasPrefix("\"\($0.key)\":") }
        let parts = kept.map { "\"\($0.key)\": \($0.value)" } + (fields.isEmpty ? [] : [fields])
        return #"{"schemaVersion": 1, "connections": [{\#(parts.joined(separator: ", "))}]}"#
    }

    static let faults: [(json: String, field: String, problem: String)] = [
        ("", "document", "JSON"), ("[]", "document", "an object"), ("{", "document", "JSON"),
        ("{}", "schemaVersion", "missing"),
        (#"{"schemaVersion": 2, "connections": [], "future": 1}"#, "schemaVersion", "version 2"),
        (#"{"schemaVersion": 0, "connections": []}"#, "schemaVersion", "version 0"),
        (#"{"schemaVersion": "1", "connections": []}"#, "schemaVersion", "a whole number"),
        (#"{"schemaVersion": 1.5, "connections": []}"#, "schemaVersion", "a whole number"),
        (#"{"schemaVersion": 1}"#, "connections", "missing"),
        (#"{"schemaVersion": 1, "connections": {}}"#, "connections", "a list"),
        (#"{"schemaVersion": 1, "connections": [], "secret": 1}"#, "secret", "no such field"),
        (#"{"schemaVersion": 1, "connections": [], "application": ""}"#, "application", "identifier"),
        (#"{"schemaVersion": 1, "connections": [], "application": null}"#, "application", "null"),
        (#"{"schemaVersion": 1, "connections": [7]}"#, "connections[0]", "an object"),
        (one(#""clientSecret": "x""#), "connections[0].clientSecret", "no such field"),
        (one("", without: "scopes"), "connections[0].scopes", "missing"),
        (one("", without: "linkName"), "connections[0].linkName", "missing"),
        (one("", without: "name"), "connections[0].name", "missing"),
        (one("", without: "kind"), "connections[0].kind", "missing"),
        (one("", without: "connector"), "connections[0].connector", "missing"),
        (one("", without: "sharesAuthorization"), "connections[0].sharesAuthorization", "missing"),
        (one("", without: "places"), "connections[0].places", "missing"),
        (one(#""kind": "system""#), "connections[0].kind", "\"system\""),
        (one(#""kind": "owner""#), "connections[0].kind", "\"owner\""),
        (one(#""sharesAuthorization": "no""#), "connections[0].sharesAuthorization", "true or false"),
        (one(#""scopes": "read""#), "connections[0].scopes", "a list"),
        (one(#""scopes": ["read", 7]"#), "connections[0].scopes[1]", "text"),
        (one(#""mode": null"#), "connections[0].mode", "null"),
        (one(#""mode": "managed""#), "connections[0].mode", "\"managed\""),
        (one(#""mode": {"credentialSet": "a", "secret": "b"}"#), "connections[0].mode.secret", "no such field"),
        (one(#""mode": {}"#), "connections[0].mode.credentialSet", "missing"),
        (one(#""places": [{"kind": "cellar", "component": "a"}]"#), "connections[0].places[0].kind", "\"cellar\""),
        (
            one(#""places": [{"kind": "smsAction", "component": "a", "detail": "b"}]"#),
            "connections[0].places[0].detail", "has none"
        ),
        (one(#""places": [{"kind": "pagePanel", "component": "a"}]"#), "connections[0].places[0].detail", "missing"),
        (
            one(#""places": [{"kind": "invokeURL", "component": "a", "line": 1}]"#), "connections[0].places[0].line",
            "no such field"
        ),
    ]

    @Test(arguments: Self.faults.indices) func `what is not understood is refused with its path`(index: Int) throws {
        let (json, field, problem) = Self.faults[index]
        let error = #expect(throws: InvalidInput.self, "\(json)") { try DefinitionDocument(json: json) }
        #expect(error?.field == field, "\(json)")
        #expect(error?.problem.contains(problem) == true, "\(String(describing: error))")
        #expect(error?.remedy.contains("definitions.schema.json") == true)
    }
}
