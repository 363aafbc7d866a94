import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import Testing

@Suite struct DeviceResponseTests {
    private static func read(_ text: String) throws -> DeviceResponse {
        try DeviceResponse(try #require(MessageFields(Array(text.utf8))))
    }

    private static func read(with members: String) throws -> DeviceResponse {
        try Self.read(
            "{\"device_code\":\"d\",\"user_code\":\"WDJB-MJHT\",\"verification_uri\":\"https://a.example/device\""
                + (members.isEmpty ? "}" : ",\(members)}"))
    }

    @Test func `the example of RFC 8628 section 3 2 is read`() throws {
        let response = try Self.read(
            """
            {
              "device_code": "GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS",
              "user_code": "WDJB-MJHT",
              "verification_uri": "https://example.com/device",
              "verification_uri_complete":
                  "https://example.com/device?user_code=WDJB-MJHT",
              "expires_in": 1800,
              "interval": 5
            }
            """)
        #expect(response.deviceCode.reveal() == "GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS")
        #expect(response.userCode == "WDJB-MJHT")
        #expect(response.verificationURI == "https://example.com/device")
        #expect(response.verificationURIComplete == "https://example.com/device?user_code=WDJB-MJHT")
        #expect(response.lifetime == .seconds(1_800) && response.interval == .seconds(5))
    }

    @Test func `Google's spelling and GitHub's form are read`() throws {
        let google = try Self.read(
            """
            {"device_code":"4/4-GMMhm","user_code":"GQVQ-JKEC","verification_url":"https://www.google.com/device",
            "expires_in":1800,"interval":"5"}
            """)
        #expect(google.verificationURI == "https://www.google.com/device" && google.verificationURIComplete == nil)
        let gitHub = try Self.read(
            "device_code=3584d83&expires_in=900&interval=5&user_code=WDJB-MJHT"
                + "&verification_uri=https%3A%2F%2Fgithub.com%2Flogin%2Fdevice")
        #expect(gitHub.verificationURI == "https://github.com/login/device" && gitHub.lifetime == .seconds(900))
    }

    static let times: [(String, Duration, Duration)] = [
        ("", .seconds(900), .seconds(5)), ("\"interval\":10", .seconds(900), .seconds(10)),
        ("\"interval\":0", .seconds(900), .seconds(1)), ("\"interval\":0.5", .seconds(900), .seconds(1)),
        ("\"interval\":1e9", .seconds(900), .seconds(900)), ("\"expires_in\":0.001", .seconds(1), .seconds(1)),
        ("\"expires_in\":\"600\"", .seconds(600), .seconds(5)), ("\"expires_in\":1e300", .seconds(3_600), .seconds(5)),
        ("\"expires_in\":3,\"interval\":5", .seconds(3), .seconds(3)),
        ("\"expires_in\":null,\"interval\":null", .seconds(900), .seconds(5)),
    ]

    @Test(arguments: Self.times) func `times have their defaults and ranges`(
        members: String, lifetime: Duration, interval: Duration
    ) throws {
        let response = try Self.read(with: members)
        #expect(response.lifetime == lifetime && response.interval == interval)
    }

    static let refused: [(String, String)] = [
        ("{}", "device_code"), ("{\"device_code\":\"\"}", "device_code"), ("{\"device_code\":7}", "device_code"),
        ("{\"device_code\":\"d\"}", "user_code"), ("{\"device_code\":\"d\",\"user_code\":\" \"}", "user_code"),
        ("{\"device_code\":\"d\",\"user_code\":\"a\\nb\"}", "user_code"),
        ("{\"device_code\":\"d\",\"user_code\":\"\(String(repeating: "a", count: 101))\"}", "user_code"),
        ("{\"device_code\":\"d\",\"user_code\":\"u\"}", "verification_uri"),
        ("{\"device_code\":\"d\",\"user_code\":\"u\",\"verification_uri\":\"http://a.example/\"}", "verification_uri"),
        (
            "{\"device_code\":\"d\",\"user_code\":\"u\",\"verification_uri\":\"javascript:alert(1)\"}",
            "verification_uri"
        ),
        (
            "{\"device_code\":\"d\",\"user_code\":\"u\",\"verification_uri\":\"https://good.example@evil.example/\"}",
            "verification_uri"
        ),
    ]

    @Test(arguments: Self.refused) func `what is missing or not safe is named`(text: String, member: String) {
        let error = #expect(throws: CredentialError.self) { try Self.read(text) }
        #expect(error?.code == .invalidResponse && error?.message.contains(member) == true)
    }

    @Test(arguments: [
        ("\"verification_uri_complete\":\"http://a.example/?c\"", "verification_uri_complete"),
        ("\"verification_uri_complete\":7", "verification_uri_complete"), ("\"expires_in\":0", "expires_in"),
        ("\"expires_in\":-1", "expires_in"), ("\"expires_in\":\"soon\"", "expires_in"),
        ("\"expires_in\":\"nan\"", "expires_in"), ("\"interval\":-1", "interval"), ("\"interval\":[5]", "interval"),
        ("\"interval\":true", "interval"),
    ]) func `a member that may be left out is refused when it is not acceptable`(members: String, member: String) {
        let error = #expect(throws: CredentialError.self) { try Self.read(with: members) }
        #expect(error?.code == .invalidResponse && error?.message.contains(member) == true)
    }

    @Test func `codes do not print`() throws {
        let text =
            "{\"device_code\":\"\(Canary.code)\",\"user_code\":\"\(Canary.refresh)\",\"verification_uri\":"
            + "\"https://a.example/\"}"
        #expect(Canary.shown(by: try Self.read(text)).isEmpty)
    }
}
