import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// What the session said when it gave up, without the address: Foundation's error holds the whole of it, query
/// included.
struct SessionFailure: Sendable {
    /// How far the call can have come.
    enum Kind: Sendable {
        /// The host has no address.
        case unknownHost
        /// Making the connection failed: route, refusal or TLS.
        case connecting
        /// An established connection broke, or spoke no HTTP.
        case connected
        /// The session does not say. On Linux that is most of libcurl's errors.
        case unclear
    }

    let kind: Kind
    /// What happened, for people.
    let text: String
    /// The error with its code and text alone.
    let cause: URLError

    init(_ error: any Error) {
        // The cast of a foreign error would keep its address; such errors do not come from URLSession.
        let code = (error as? URLError)?.code ?? .unknown
        let text = (error as? URLError)?.localizedDescription ?? "unknown error"
        self.init(code: code, text: text)
    }

    init(code: URLError.Code, text: String) {
        self.kind = Self.kind(of: code, text: text)
        self.text = text
        self.cause = URLError(code, userInfo: [NSLocalizedDescriptionKey: text])
    }

    private static func kind(of code: URLError.Code, text: String) -> Kind {
        switch code {
        case .cannotFindHost, .dnsLookupFailed: .unknownHost
        case .cannotConnectToHost, .timedOut, .notConnectedToInternet, .secureConnectionFailed,
            .serverCertificateUntrusted, .serverCertificateHasBadDate, .serverCertificateHasUnknownRoot,
            .serverCertificateNotYetValid, .clientCertificateRejected, .clientCertificateRequired:
            .connecting
        // The request was checked, so "unsupported" speaks of the reply: libcurl says it of one that is not HTTP.
        case .networkConnectionLost, .badServerResponse, .unsupportedURL, .cannotParseResponse: .connected
        default: Self.isHandshake(text) ? .connecting : .unclear
        }
    }

    /// Whether libcurl's text is about a TLS handshake; reading and writing come after it.
    private static func isHandshake(_ text: String) -> Bool {
        (text.contains("SSL") || text.contains("TLS")) && !text.contains("SSL_read") && !text.contains("SSL_write")
    }
}
