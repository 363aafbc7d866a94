import HTTPTypes

/// An absolute `http` or `https` address in its parts, as a request carries them.
struct Address: Sendable, Hashable {
    var scheme: String
    var authority: String
    /// Empty, or with a `/` at its start.
    var path: String
    /// Without its `?`; `nil` when there is none.
    var query: String?

    /// The parts of `text`, or `nil` when it is not absolute, names a user, or is neither `http` nor `https`.
    ///
    /// A fragment is left out, as browsers do when they send a request.
    init?(_ text: String) {
        let prefix: String
        if text.hasPrefix("https://") {
            prefix = "https://"
        } else if text.hasPrefix("http://") {
            prefix = "http://"
        } else {
            return nil
        }
        let rest = text.dropFirst(prefix.count).prefix { $0 != "#" }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard !authority.isEmpty, !authority.contains("@") else { return nil }
        self.scheme = String(prefix.dropLast(3))
        self.authority = String(authority)
        (self.path, self.query) = Address.split(String(rest.dropFirst(authority.count)))
    }

    /// The path and the query of a request's target.
    static func split(_ target: String) -> (path: String, query: String?) {
        guard let mark = target.firstIndex(of: "?") else { return (target, nil) }
        return (String(target[..<mark]), String(target[target.index(after: mark)...]))
    }

    var isLoopback: Bool {
        let host =
            self.authority.hasPrefix("[")
            ? String(self.authority.prefix { $0 != "]" }) + "]" : String(self.authority.prefix { $0 != ":" })
        return ["localhost", "127.0.0.1", "[::1]"].contains(host)
    }

    /// A request for another target on the same server.
    func request(_ method: HTTPRequest.Method, target: String) -> HTTPRequest {
        HTTPRequest(method: method, scheme: self.scheme, authority: self.authority, path: target)
    }

    /// A request for this address.
    func request(_ method: HTTPRequest.Method) -> HTTPRequest {
        let path = self.path.isEmpty ? "/" : self.path
        return self.request(method, target: self.query.map { "\(path)?\($0)" } ?? path)
    }
}
