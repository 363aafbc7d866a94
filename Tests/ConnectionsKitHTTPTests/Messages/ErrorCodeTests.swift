import ConnectionsKitHTTP
import Testing

@Suite struct ErrorCodeTests {
    static let answers: [(String, String?)] = [
        ("{\"error\":\"invalid_grant\"}", "invalid_grant"),
        ("error=bad_verification_code&x=1", "bad_verification_code"),
        ("{\"error\":\"Access Denied\",\"status\":\"failure\"}", "Access Denied"),
        ("{\"error\":{\"code\":\"expired\",\"message\":\"m\"}}", "expired"),
        ("{\"error\":{\"code\":190,\"type\":\"OAuthException\"}}", "190"),
        ("{\"error\":{\"type\":\"OAuthException\"}}", "OAuthException"),
        ("{\"error\":{\"message\":\"m\"}}", "unrecognized"),
        ("{\"error\":7}", "unrecognized"), ("{\"error\":true}", "unrecognized"), ("{\"error\":[]}", "unrecognized"),
        ("{\"error\":false}", nil), ("{\"error\":\"\"}", nil), ("{\"error\":null}", nil), ("{}", nil),
        ("{\"errorCode\":\"E0000015\"}", "E0000015"), ("{\"error_code\":\"bad\"}", "bad"),
        ("{\"error\":\"the token canary-refresh-token is not valid, sir\"}", "unrecognized"),
        ("{\"error\":\"AADSTS70008\"}", "AADSTS70008"), ("{\"error\":\"gho_16C7e42F292c\"}", "unrecognized"),
        ("{\"error\":\"a\\nb\"}", "unrecognized"), ("{\"error\":\"<b>\"}", "unrecognized"),
        ("{\"error\":\"\(String(repeating: "a", count: 41))\"}", "unrecognized"),
    ]

    @Test(arguments: Self.answers) func `a code is found, and shown only when it is one`(text: String, code: String?)
        throws
    {
        let fields = try #require(MessageFields(Array(text.utf8)))
        #expect(ErrorCode(in: fields)?.text == code)
    }
}
