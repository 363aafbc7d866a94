public import ConnectionsKitHTTP
public import HTTPTypes

extension AuthorizationBrowser {
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
        let visit = try BrowserVisit(address, userName: self.userName, password: self.password, answer: answer)
        return try Self.redirect(in: try self.end(of: visit, respond: respond))
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
        let visit = try BrowserVisit(address, userName: self.userName, password: self.password, answer: answer)
        return try Self.redirect(in: try await self.end(of: visit, over: transport))
    }

    private static func redirect(in ending: BrowserVisit.Ending) throws(AuthorizationBrowserError) -> String {
        guard case .redirect(let address) = ending else {
            throw AuthorizationBrowserError(.notUnderstood, "the visit ended without a redirect")
        }
        return address
    }
}
