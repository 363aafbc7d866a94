import Testing

@testable import ConnectionsKitURLSession

struct ProxyEnvironmentTests {
    @Test(
        arguments: [
            ([:], nil), (["http_proxy": ""], nil), (["https_proxy": "p"], nil), (["HTTP_PROXY": "p"], nil),
            (["http_proxy": "p"], "http_proxy"), (["all_proxy": "p"], "all_proxy"), (["ALL_PROXY": "p"], "ALL_PROXY"),
            (["http_proxy": "p", "no_proxy": "*"], nil), (["http_proxy": "p", "no_proxy": "a.com, 127.0.0.1"], nil),
            (["http_proxy": "p", "NO_PROXY": "127.0.0.1"], nil),
            (["http_proxy": "p", "no_proxy": "a.com", "NO_PROXY": "127.0.0.1"], "http_proxy"),
            (["http_proxy": "p", "no_proxy": "127.0.0.0/8"], "http_proxy"),
            (["http_proxy": "p", "no_proxy": "127.0.0.11"], "http_proxy"),
        ] as [([String: String], String?)])
    func `a proxy captures a plain call unless the host is excepted`(
        environment: [String: String], variable: String?
    ) {
        #expect(ProxyEnvironment(environment).variableThatCaptures(plainHTTPTo: "127.0.0.1") == variable)
    }
}
