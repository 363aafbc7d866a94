import ConnectionsKit
import ConnectionsKitHTTP
import Testing

@Suite struct TransportErrorTests {
    private static func error(
        _ code: HTTPTransportError.Code, sent: Bool = false, limits: HTTPLimits = HTTPLimits()
    ) throws -> ConnectionError {
        ConnectionError(
            HTTPTransportError(code, "what happened", mayHaveBeenSent: sent),
            callingWith: try HTTPRequestCredentialTests.credential(.query(name: "key"), key: "canary-key"),
            limits: limits)
    }

    @Test func `a call that ran out of time tells its limit`() throws {
        let error = try Self.error(.timedOut)
        #expect(error.code == .callTimedOut && error.detail == .timeLimit(.seconds(40)))
        #expect(error.message == "service did not answer within 40 seconds.")
        var limits = HTTPLimits()
        limits.timeout = .milliseconds(1_500)
        let short = try Self.error(.timedOut, sent: true, limits: limits)
        #expect(short.detail == .timeLimit(.milliseconds(1_500)) && short.message.contains("1.5 seconds"))
        #expect(short.remedy.contains("Look whether the service has acted"))
    }

    static let codes: [(HTTPTransportError.Code, ConnectionError.Code)] = [
        (.timedOut, .callTimedOut), (.unreachable, .providerUnavailable), (.interrupted, .providerUnavailable),
        (.invalidRequest, .invalidInput), (.insecure, .hostNotAllowed), (.bodyTooLarge, .providerRefused),
        (.cancelled, .cancelled),
    ]

    @Test(arguments: Self.codes, [false, true])
    func `each failure of a transport has a code and, where something can be done, a remedy`(
        _ codes: (HTTPTransportError.Code, ConnectionError.Code), _ sent: Bool
    ) throws {
        let error = try Self.error(codes.0, sent: sent)
        #expect(error.code == codes.1)
        #expect(error.remedy.isEmpty == (codes.1 == .cancelled))
        #expect((error.cause as? HTTPTransportError)?.code == codes.0)
        #expect(error.field == (codes.1 == .invalidInput ? "request" : nil))
        #expect(!error.description.contains("canary") && !String(reflecting: error).contains("canary"))
    }
}
