import ConnectionsKitHTTP
import ConnectionsKitOAuth
import Testing

@Suite struct MessageDetailsTests {
    private static func found(_ text: String, _ names: String...) throws -> [String: String] {
        MessageDetails.found(in: try #require(MessageFields(Array(text.utf8))), names)
    }

    @Test func `texts, numbers and truth values are kept as they are written`() throws {
        let text =
            "{\"instance_url\":\"https://eu1.example\",\"portal\":12345678901234567890,\"live\":true,\"ratio\":1.50}"
        let found = try Self.found(text, "instance_url", "portal", "live", "ratio", "missing")
        #expect(
            found == [
                "instance_url": "https://eu1.example", "portal": "12345678901234567890", "live": "true",
                "ratio": "1.50",
            ])
    }

    @Test func `a name with a dot is a member of a member, or its own`() throws {
        let slack = "{\"team\":{\"id\":\"T1\",\"name\":\"Blue\"},\"authed_user\":{\"id\":\"U1\"},\"a.b\":\"whole\"}"
        let found = try Self.found(slack, "team.id", "authed_user.id", "team.url", "team", "a.b", "team.id.x")
        #expect(found == ["team.id": "T1", "authed_user.id": "U1", "a.b": "whole"])
    }

    @Test(arguments: [
        "null", "\"\"", "[]", "{}", "\"a\\nb\"", "\"a\\u0000\"", "\"\\u007f\"", "\"\\u0085\"",
        "\"\(String(repeating: "a", count: 2_049))\"",
    ]) func `what cannot be kept is left out`(value: String) throws {
        #expect(try Self.found("{\"a\":\(value),\"b\":\"kept\"}", "a", "b") == ["b": "kept"])
    }

    @Test func `a detail has up to 2,048 bytes, and there are up to 20`() throws {
        let long = String(repeating: "é", count: 1_024)
        #expect(try Self.found("{\"a\":\"\(long)\"}", "a") == ["a": long])
        let names = (0..<30).map { "m\($0)" }
        let text = "{" + names.map { "\"\($0)\":1" }.joined(separator: ",") + "}"
        let found = MessageDetails.found(in: try #require(MessageFields(Array(text.utf8))), names)
        #expect(found.keys.sorted() == names.prefix(20).sorted())
    }

    @Test func `a form has details as well`() throws {
        #expect(try Self.found("access_token=a&realmId=9130", "realmId") == ["realmId": "9130"])
    }
}
