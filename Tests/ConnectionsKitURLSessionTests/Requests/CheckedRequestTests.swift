import ConnectionsKitHTTP
import Foundation
import HTTPTypes
import Testing

@testable import ConnectionsKitURLSession

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

struct CheckedRequestTests {
    @Test(arguments: MalformedRequest.all)
    func `a malformed request is refused, and the message names what is wrong`(_ malformed: MalformedRequest) {
        let request = HTTPRequest(
            method: malformed.method, scheme: malformed.scheme, authority: malformed.authority, path: malformed.path,
            headerFields: malformed.fields)
        let error = #expect(throws: HTTPTransportError.self) {
            try CheckedRequest(
                request, body: malformed.body, limits: malformed.limits, allowsLoopbackHTTP: true, environment: [:])
        }
        #expect(error?.code == .invalidRequest)
        #expect(error?.mayHaveBeenSent == false)
        #expect(error?.message.contains(malformed.names) == true, "\(error?.message ?? "")")
    }

    @Test(arguments: [
        ("EXAMPLE.com", "/", "https://example.com/"), ("example.com.", "/a/b", "https://example.com/a/b"),
        ("a-b.example:8443", "/a?b=c/d?e&f=%20", "https://a-b.example:8443/a?b=c/d?e&f=%20"),
        ("xn--exmple-cua.com", "/a;b,c:d@e!f$g'(h)*i+j=k~l", "https://xn--exmple-cua.com/a;b,c:d@e!f$g'(h)*i+j=k~l"),
        ("[2001:DB8::1]:80", "//a/", "https://[2001:db8::1]:80//a/"), ("192.0.2.1", "/...", "https://192.0.2.1/..."),
    ])
    func `a sound address goes out as it is`(authority: String, path: String, url: String) throws {
        let request = HTTPRequest(method: .get, scheme: "HTTPS", authority: authority, path: path)
        let checked = try CheckedRequest(
            request, body: nil, limits: HTTPLimits(), allowsLoopbackHTTP: false, environment: [:])
        #expect(checked.urlRequest.url?.absoluteString == url)
    }

    @Test(arguments: [
        "localhost", "LocalHost", "localhost.", "127.0.0.1", "127.255.255.254", "[::1]", "127.0.0.1:8080",
    ])
    func `plain HTTP to this machine needs leave`(authority: String) throws {
        let request = HTTPRequest(method: .get, scheme: "http", authority: authority, path: "/")
        #expect(throws: Never.self) {
            try CheckedRequest(request, body: nil, limits: .token, allowsLoopbackHTTP: true, environment: [:])
        }
        let error = #expect(throws: HTTPTransportError.self) {
            try CheckedRequest(request, body: nil, limits: .token, allowsLoopbackHTTP: false, environment: [:])
        }
        #expect(error?.code == .insecure)
        #expect(error?.message.contains("allowsLoopbackHTTP") == true)
    }

    @Test(arguments: [
        "example.com", "localhost.example.com", "a.localhost", "128.0.0.1", "0.0.0.0", "10.127.0.0", "[::2]",
        "[::ffff:127.0.0.1]", "[0:0:0:0:0:0:0:1]", "127.0.0.1.example.com",
    ])
    func `plain HTTP to elsewhere is always refused`(authority: String) {
        let request = HTTPRequest(method: .get, scheme: "http", authority: authority, path: "/")
        let error = #expect(throws: HTTPTransportError.self) {
            try CheckedRequest(request, body: nil, limits: .token, allowsLoopbackHTTP: true, environment: [:])
        }
        #expect(error?.code == .insecure)
        #expect(error?.mayHaveBeenSent == false)
    }

    @Test(arguments: [
        (HTTPRequest.Method.get, false), (.head, false), (.options, false), (.put, false), (.delete, false),
        (.post, true), (.patch, true),
    ])
    func `a method that is not idempotent needs its own connection when it has no body`(
        method: HTTPRequest.Method, needsOwn: Bool
    ) throws {
        let request = HTTPRequest(method: method, scheme: "https", authority: "example.com", path: "/")
        let bare = try CheckedRequest(request, body: [], limits: .token, allowsLoopbackHTTP: false, environment: [:])
        #expect(bare.needsOwnConnection == needsOwn)
        guard method != .get, method != .head else { return }
        let full = try CheckedRequest(request, body: [1], limits: .token, allowsLoopbackHTTP: false, environment: [:])
        #expect(!full.needsOwnConnection)
    }
}
