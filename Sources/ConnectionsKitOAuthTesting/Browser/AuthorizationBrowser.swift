public import ConnectionsKitHTTP
public import HTTPTypes

/// Plays a user at a browser, for tests: opens an authorization address, logs in, decides, and stops at the redirect to
/// the client.
///
/// It keeps cookies, fills in the forms of the pages and follows the server's own redirects, so it reaches nothing that
/// a real browser would not. A value is one browser: used again it is still logged in, and a copy goes its own way.
public struct AuthorizationBrowser: Sendable {
    /// The name that is entered where a page asks for one.
    public var userName: String
    /// The password that is entered; it does not print.
    public var password: String
    private var cookies: [String: String] = [:]

    /// A browser without cookies.
    ///
    /// - Parameters:
    ///   - userName: the name to log in with.
    ///   - password: the password to log in with.
    public init(userName: String, password: String) {
        self.userName = userName
        self.password = password
    }

    /// What the user does on the consent page.
    public struct Answer: Sendable, Hashable {
        enum Choice: Sendable, Hashable { case allow([String]?), deny }
        let choice: Choice

        /// Allows all that was asked for.
        public static let allow = Answer(choice: .allow(nil))
        /// Allows these scopes and takes the mark off the others.
        public static func allow(only scopes: [String]) -> Answer { Answer(choice: .allow(scopes)) }
        /// Denies.
        public static let deny = Answer(choice: .deny)
    }

    /// Visits an authorization address at a server in this process.
    ///
    /// - Parameters:
    ///   - address: the whole authorization address with its query.
    ///   - server: the server that it belongs to.
    ///   - answer: what the user decides.
    /// - Returns: the redirect address with its query, which the browser does not open.
    /// - Throws: ``AuthorizationBrowserError`` when a page says no, or cannot be understood.
    public mutating func visit(
        _ address: String, at server: InProcessAuthorizationServer, answer: Answer = .allow
    ) throws(AuthorizationBrowserError) -> String {
        try self.visit(address, answer: answer) { (request, body) throws(AuthorizationBrowserError) in
            server.respond(to: request, body: body)
        }
    }

    /// Visits an authorization address with any means to get a reply.
    ///
    /// - Parameters:
    ///   - address: the whole authorization address with its query.
    ///   - answer: what the user decides.
    ///   - respond: gives the reply to a request and its body.
    /// - Returns: the redirect address with its query, which the browser does not open.
    /// - Throws: ``AuthorizationBrowserError``, also what `respond` throws.
    public mutating func visit(
        _ address: String, answer: Answer = .allow,
        respond: (HTTPRequest, [UInt8]) throws(AuthorizationBrowserError) -> HTTPReply
    ) throws(AuthorizationBrowserError) -> String {
        var visit = try BrowserVisit(address, userName: self.userName, password: self.password, answer: answer)
        while true {
            let reply = try respond(visit.request(with: self.cookies), visit.body)
            self.keepCookies(of: reply)
            if let redirect = try visit.advance(reply) { return redirect }
        }
    }

    /// Visits an authorization address over a transport, for a server that is reached by a socket.
    ///
    /// - Parameters:
    ///   - address: the whole authorization address with its query.
    ///   - transport: what sends the requests; it must not follow redirects.
    ///   - answer: what the user decides.
    /// - Returns: the redirect address with its query, which the browser does not open.
    /// - Throws: ``AuthorizationBrowserError``; with the code ``AuthorizationBrowserError/Code/unreachable`` when the
    ///   transport fails.
    public mutating func visit(
        _ address: String, over transport: any HTTPTransport, answer: Answer = .allow
    ) async throws(AuthorizationBrowserError) -> String {
        var visit = try BrowserVisit(address, userName: self.userName, password: self.password, answer: answer)
        while true {
            let reply: HTTPReply
            do {
                let body = visit.body.isEmpty ? nil : visit.body
                reply = try await transport.send(visit.request(with: self.cookies), body: body, limits: HTTPLimits())
            } catch {
                throw AuthorizationBrowserError(.unreachable, "the server gave no reply: \(error.code)")
            }
            self.keepCookies(of: reply)
            if let redirect = try visit.advance(reply) { return redirect }
        }
    }

    private mutating func keepCookies(of reply: HTTPReply) {
        for field in reply.response.headerFields[values: .setCookie] {
            let pair = field.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if pair.count == 2 { self.cookies[String(pair[0])] = String(pair[1]) }
        }
    }
}

extension AuthorizationBrowser: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "AuthorizationBrowser(\(self.userName))" }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
