import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import Testing

@Suite struct TokenResponseTests {
    private static func read(_ text: String, separator: String = " ") -> TokenResponse? {
        MessageFields(Array(text.utf8)).flatMap { TokenResponse($0, scopeSeparator: separator) }
    }

    private static func read(with field: String, separator: String = " ") -> TokenResponse? {
        self.read(
            "{\"access_token\":\"a\",\"token_type\":\"Bearer\"\(field.isEmpty ? "" : ",")\(field)}",
            separator: separator)
    }

    @Test func `the example of RFC 6749 section 5 1 is read`() throws {
        let tokens = try #require(
            Self.read(
                """
                {
                  "access_token":"2YotnFZFEjr1zCsicMWpAA",
                  "token_type":"example",
                  "expires_in":3600,
                  "refresh_token":"tGzv3JOkF0XG5Qx2TlKWIA",
                  "example_parameter":"example_value"
                }
                """.replacing("\"example\"", with: "\"bearer\"")))
        #expect(tokens.access.reveal() == "2YotnFZFEjr1zCsicMWpAA")
        #expect(tokens.refresh?.reveal() == "tGzv3JOkF0XG5Qx2TlKWIA")
        #expect(tokens.lifetime == .seconds(3_600))
        #expect(tokens.scopes == nil)
    }

    static let hundredYears = Duration.seconds(100 * 31_557_600)

    static let lifetimes: [(String, Duration?)] = [
        ("", nil), ("\"expires_in\":null", nil), ("\"expires_in\":0", nil), ("\"expires_in\":-1", nil),
        ("\"expires_in\":\"0\"", nil), ("\"expires_in\":\"-3600\"", nil), ("\"expires_in\":3600", .seconds(3_600)),
        ("\"expires_in\":\"3600\"", .seconds(3_600)), ("\"expires_in\":\" 3600 \"", .seconds(3_600)),
        ("\"expires_in\":3599.5", .milliseconds(3_599_500)), ("\"expires_in\":\"1.5\"", .milliseconds(1_500)),
        ("\"expires_in\":3.6e3", .seconds(3_600)), ("\"expires_in\":0.0001", .milliseconds(1)),
        ("\"expires_in\":9223372036854775807", hundredYears), ("\"expires_in\":1e300", hundredYears),
        ("\"expires_in\":1e999", hundredYears), ("\"expires_in\":99999999999999999999999999", hundredYears),
        ("\"expires_in\":\"\"", nil), ("\"expires_in\":\"soon\"", nil), ("\"expires_in\":\"nan\"", nil),
        ("\"expires_in\":\"inf\"", nil), ("\"expires_in\":\"0x10\"", nil), ("\"expires_in\":true", nil),
        ("\"expires_in\":[3600]", nil), ("\"expires_in\":{\"seconds\":1}", nil),
        ("\"expires_in\":10,\"expires_in\":20", .seconds(20)),
    ]

    @Test(arguments: Self.lifetimes) func `a lifetime is read or is unknown`(field: String, lifetime: Duration?) throws
    {
        #expect(try #require(Self.read(with: field)).lifetime == lifetime)
    }

    static let refreshTokens: [(String, String?)] = [
        ("", nil), ("\"refresh_token\":null", nil), ("\"refresh_token\":\"\"", nil), ("\"refresh_token\":\"r\"", "r"),
        ("\"refresh_token\":7", nil), ("\"refresh_token\":[]", nil), ("\"refresh_token\":\"é\\n\"", "é\n"),
    ]

    @Test(arguments: Self.refreshTokens)
    func `a refresh token that is not there leaves the old one`(field: String, token: String?) throws {
        #expect(try #require(Self.read(with: field)).refresh?.reveal() == token)
    }

    static let scopes: [(String, String, [String]?)] = [
        ("", " ", nil), ("\"scope\":null", " ", nil), ("\"scope\":\"\"", " ", []), ("\"scope\":\"a\"", " ", ["a"]),
        ("\"scope\":\"a b\"", " ", ["a", "b"]), ("\"scope\":\" a  b \"", " ", ["a", "b"]),
        ("\"scope\":\"a b\"", ",", ["a", "b"]), ("\"scope\":\"a,b\"", ",", ["a", "b"]),
        ("\"scope\":\"a, b,\"", ",", ["a", "b"]), ("\"scope\":\"a,b\"", " ", ["a,b"]),
        ("\"scope\":\"Z.a.READ,Z.b.ALL\"", ",", ["Z.a.READ", "Z.b.ALL"]),
        ("\"scope\":[\"a\",\"b\",7]", " ", ["a", "b"]),
        ("\"scope\":[]", " ", []), ("\"scope\":7", " ", nil), ("\"scope\":\"b a b\"", " ", ["b", "a"]),
        ("\"scope\":\"a b\"", "", ["a", "b"]),
        // Neither white space nor a control character gets into a name, whatever stands beside it.
        ("\"scope\":[\"a b\",\"\\n\",\"c\\u0000d\"]", " ", ["a", "b", "c", "d"]),
        ("\"scope\":\"a\\u0000b\"", " ", ["a", "b"]), ("\"scope\":\"a\\u0600 b\"", " ", ["a\u{600}", "b"]),
    ]

    @Test(arguments: Self.scopes)
    func `scopes are read in the forms that services use`(field: String, separator: String, scopes: [String]?) throws {
        #expect(try #require(Self.read(with: field, separator: separator)).scopes == scopes)
    }

    @Test(arguments: [
        "", ",\"token_type\":null", ",\"token_type\":\"Bearer\"", ",\"token_type\":\"bEARER\"",
        ",\"token_type\":\"bot\"",
    ])
    func `a token that is sent as Bearer is taken`(field: String) {
        #expect(Self.read("{\"access_token\":\"a\"\(field)}") != nil)
    }

    @Test(arguments: ["mac", "DPoP", "N_A", "", "bearer "]) func `a token of another type is refused`(type: String) {
        #expect(Self.read("{\"access_token\":\"a\",\"token_type\":\"\(type)\"}") == nil)
    }

    @Test(arguments: ["{\"access_token\":\"a\",\"token_type\":7}", "{\"access_token\":\"a\",\"token_type\":{}}"])
    func `a type that is no text is refused`(text: String) {
        #expect(Self.read(text) == nil)
    }

    @Test(arguments: [
        "null", "7", "\"\"", "{}", "[\"a\"]", "\"a b\"", "\"a\\r\\nX-Injected: 1\"", "\"a\\u0000\"", "\"a\\u007f\"",
        "\"é\"",
        "\"\\t\"",
    ]) func `an access token that is not safe in a header field is none`(token: String) {
        #expect(Self.read("{\"access_token\":\(token),\"token_type\":\"Bearer\"}") == nil)
    }

    @Test(arguments: ["a", "1000.ab-_.~+/==", "EAAB|x", "!\"#$%&'()*,:;<>?@[]^`{}"])
    func `an access token of visible characters is taken`(token: String) throws {
        let escaped = token.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        #expect(try #require(Self.read("{\"access_token\":\"\(escaped)\"}")).access.reveal() == token)
    }

    @Test func `a form is read as GitHub sends it`() throws {
        let tokens = try #require(
            Self.read(
                "access_token=gho_16C7e42F&scope=repo%2Cgist&token_type=bearer&expires_in=28800&refresh_token=ghr_1%2B",
                separator: ","))
        #expect(tokens.access.reveal() == "gho_16C7e42F")
        #expect(tokens.refresh?.reveal() == "ghr_1+")
        #expect(tokens.scopes == ["repo", "gist"])
        #expect(tokens.lifetime == .seconds(28_800))
    }

    @Test(arguments: [
        "", " ", "null", "[]", "\"access_token=a\"", "ok", "<html><a href=\"?access_token=a\">x</a></html>",
        "access_token=%zz", "access_token=a b", "{\"access_token\":\"a\"", "{\"access_token\":\"a\"}}",
        "{\"access_token\":\"a\",}",
        "{\"access_token\":\"a\"}<!-- debug -->", "\u{0}", "{\"data\":{\"access_token\":\"a\"}}", "ACCESS_TOKEN=a",
    ]) func `an answer that holds no token gives nothing`(text: String) {
        #expect(Self.read(text) == nil)
    }

    @Test func `a byte order mark and white space around are no hindrance`() {
        #expect(Self.read("\u{FEFF}{\"access_token\":\"a\"}") != nil)
        #expect(Self.read("\r\n {\"access_token\":\"a\"} \n") != nil)
        #expect(Self.read("access_token=a&token_type=bearer\n") != nil)
    }

    @Test func `tokens do not print`() throws {
        let text = "{\"access_token\":\"\(Canary.access)\",\"refresh_token\":\"\(Canary.refresh)\"}"
        #expect(Canary.shown(by: try #require(Self.read(text))).isEmpty)
        #expect(Canary.shown(by: try #require(MessageFields(Array(text.utf8)))).isEmpty)
    }
}
