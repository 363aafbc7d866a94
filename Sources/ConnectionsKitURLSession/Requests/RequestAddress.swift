import ConnectionsKitHTTP
import Foundation
import HTTPTypes

/// The absolute address of a request, taken apart by rules that every part below understands alike.
struct RequestAddress: Sendable {
    let url: URL
    /// The host, lower-cased, without brackets or a trailing dot.
    let host: String
    let isEncrypted: Bool

    init(of request: HTTPRequest) throws(HTTPTransportError) {
        guard let scheme = request.scheme?.lowercased() else {
            throw .invalid("The request has no scheme: give an absolute address.")
        }
        guard scheme == "https" || scheme == "http" else {
            throw .invalid("The scheme is neither https nor http: use https.")
        }
        guard let authority = request.authority, !authority.isEmpty else {
            throw .invalid("The request has no authority: give an absolute address.")
        }
        guard !authority.contains("@") else {
            throw .invalid("The authority holds userinfo: send credentials in a header field.")
        }
        let host = try HostAndPort(authority)
        let path = try Self.checkedPath(request.path)
        let text = scheme + "://" + host.text + path
        guard let url = URL(string: text, encodingInvalidCharacters: false), url.absoluteString == text else {
            throw .invalid("The path or query holds a character that must be percent-encoded (RFC 3986): encode it.")
        }
        self.url = url
        self.host = host.host
        self.isEncrypted = scheme == "https"
    }

    /// Whether the host names this machine and nothing else: `localhost`, 127.0.0.0/8 or `::1`.
    var isLoopback: Bool {
        self.host == "localhost" || self.host == "::1"
            || (HostAndPort.isDottedQuad(self.host) && self.host.hasPrefix("127."))
    }

    /// Refuses plain HTTP, unless it goes to this machine, was allowed, and passes no proxy.
    func checkSecurity(allowsLoopbackHTTP: Bool, environment: [String: String]) throws(HTTPTransportError) {
        guard !self.isEncrypted else { return }
        guard self.isLoopback else {
            throw Self.insecure("The address is not HTTPS: use HTTPS, plain HTTP would show the credential.")
        }
        guard allowsLoopbackHTTP else {
            throw Self.insecure("The address is not HTTPS: set allowsLoopbackHTTP to reach this machine without TLS.")
        }
        if let variable = ProxyEnvironment(environment).variableThatCaptures(plainHTTPTo: self.host) {
            throw Self.insecure(
                "\(variable) would take the call to \(self.host) through a proxy: add \(self.host) to no_proxy.")
        }
    }

    private static func insecure(_ message: String) -> HTTPTransportError {
        HTTPTransportError(.insecure, message, mayHaveBeenSent: false)
    }

    private static func checkedPath(_ path: String?) throws(HTTPTransportError) -> String {
        guard let path, path.hasPrefix("/") else {
            throw .invalid("The path does not start with a slash: give an absolute address.")
        }
        guard !path.contains("#") else { throw .invalid("The address holds a fragment: leave it out.") }
        guard path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw .invalid("The path or query holds a space, a control or a non-ASCII character: percent-encode it.")
        }
        let segments = path.prefix { $0 != "?" }.lowercased().replacing("%2e", with: ".").split(separator: "/")
        guard !segments.contains(where: { $0 == "." || $0 == ".." }) else {
            throw .invalid("The path holds a dot segment, which would be rewritten: write the path without it.")
        }
        return path
    }
}
