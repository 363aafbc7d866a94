import Foundation
import Testing

@testable import ConnectionsKitURLSession

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

struct SessionFailureTests {
    @Test(arguments: [
        (URLError.Code.cannotFindHost, "Could not resolve host: a.invalid", SessionFailure.Kind.unknownHost),
        (.cannotConnectToHost, "Failed to connect to 127.0.0.1 port 1", .connecting),
        (.secureConnectionFailed, "", .connecting), (.timedOut, "Connection timed out", .connecting),
        (.unknown, "SSL certificate problem: self-signed certificate", .connecting),
        (.unknown, "OpenSSL SSL_connect: SSL_ERROR_SYSCALL", .connecting),
        (.unknown, "OpenSSL SSL_read: unexpected eof while reading", .unclear),
        (.unknown, "OpenSSL SSL_write: Broken pipe", .unclear),
        (.unknown, "transfer closed with 9 bytes remaining to read", .unclear),
        (.networkConnectionLost, "Recv failure: Connection reset by peer", .connected),
        (.badServerResponse, "Empty reply from server", .connected),
        (.unsupportedURL, "Received HTTP/0.9 when not allowed", .connected),
    ])
    func `the session's error says how far the call can have come`(
        code: URLError.Code, text: String, kind: SessionFailure.Kind
    ) {
        #expect(SessionFailure(code: code, text: text).kind == kind)
    }

    @Test func `the address stays behind`() throws {
        let url = try #require(URL(string: "https://example.com/?token=canary"))
        let error = URLError(
            .networkConnectionLost,
            userInfo: [
                NSURLErrorFailingURLErrorKey: url, "NSErrorFailingURLStringKey": url.absoluteString,
                NSLocalizedDescriptionKey: "lost",
            ])
        let failure = SessionFailure(error)
        #expect(failure.text == "lost")
        #expect(failure.cause.code == .networkConnectionLost)
        #expect(!"\(failure) \(failure.cause.userInfo) \((failure.cause as NSError).userInfo)".contains("canary"))
    }

    @Test func `an error of another kind is unclear and quotes nothing`() {
        struct Other: Error { let secret = "canary" }
        let failure = SessionFailure(Other())
        #expect(failure.kind == .unclear)
        #expect(!"\(failure)".contains("canary"))
    }
}
