import Testing

@testable import ConnectionsKit

/// Fields that may be left empty, and fields of several lines.
@Suite struct SecretFieldsFormTests {
    private static let fields = ["a", "b", "key"].map {
        CredentialField($0, label: $0.uppercased(), placement: .form(name: $0))
    }

    private static func check(_ values: [(String, String)]) throws(CredentialError) -> SecretFields {
        let connector = Connector(
            id: "service", name: "Service", category: "Test", authentication: .apiKey(Self.fields), hosts: [])
        return try SecretFields(values.map { (name: $0.0, value: Secret($0.1)) }).checked(
            as: Self.fields, of: connector, optional: ["b"], multiline: ["key"])
    }

    @Test func `what is left empty where it may be is left out`() throws {
        for values in [[("key", "k"), ("a", "1")], [("b", ""), ("a", "1"), ("key", "k")]] {
            #expect(try Self.check(values).names == ["a", "key"])
        }
        #expect(try Self.check([("key", "k"), ("b", "2"), ("a", "1")]).names == ["a", "b", "key"])
    }

    @Test func `only a field of several lines has line breaks, and no other control character`() throws {
        #expect(try Self.check([("a", "1"), ("key", "-\r\n\tx\n")])["key"]?.reveal() == "-\r\n\tx\n")
        for (values, field) in [
            ([("a", "1\n"), ("key", "k")], "a"), ([("a", "1"), ("b", "\t"), ("key", "k")], "b"),
            ([("a", "1"), ("key", "k\u{0}")], "key"), ([("a", "1"), ("key", "k\u{7F}")], "key"),
            ([("a", "1"), ("key", String(repeating: "k", count: 8_193))], "key"),
        ] {
            let error = #expect(throws: CredentialError.self) { try Self.check(values) }
            #expect(error?.code == .invalidInput && (error?.cause as? InvalidInput)?.field == field)
        }
    }

    @Test func `a field that may not be empty is missing when it is`() {
        let error = #expect(throws: CredentialError.self) { try Self.check([("a", ""), ("key", "k")]) }
        #expect(error?.code == .missingField && (error?.cause as? InvalidInput)?.field == "a")
    }
}
