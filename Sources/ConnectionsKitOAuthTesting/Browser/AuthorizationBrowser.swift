import ConnectionsKitHTTP
import HTTPTypes

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

    /// Goes on until the visit ends.
    mutating func end(
        of start: BrowserVisit, respond: (HTTPRequest, [UInt8]) throws(AuthorizationBrowserError) -> HTTPReply
    ) throws(AuthorizationBrowserError) -> BrowserVisit.Ending {
        var visit = start
        while true {
            let reply = try respond(visit.request(with: self.cookies), visit.body)
            self.keepCookies(of: reply)
            if let ending = try visit.advance(reply) { return ending }
        }
    }

    /// Goes on over a transport until the visit ends.
    mutating func end(
        of start: BrowserVisit, over transport: any HTTPTransport
    ) async throws(AuthorizationBrowserError) -> BrowserVisit.Ending {
        var visit = start
        while true {
            let reply: HTTPReply
            do {
                let body = visit.body.isEmpty ? nil : visit.body
                reply = try await transport.send(visit.request(with: self.cookies), body: body, limits: HTTPLimits())
            } catch {
                throw AuthorizationBrowserError(.unreachable, "the server gave no reply: \(error.code)")
            }
            self.keepCookies(of: reply)
            if let ending = try visit.advance(reply) { return ending }
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
