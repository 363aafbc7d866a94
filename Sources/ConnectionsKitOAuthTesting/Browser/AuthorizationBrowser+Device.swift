public import ConnectionsKitHTTP

extension AuthorizationBrowser {
    /// Connects a device at a server in this process: opens its verification page, enters the code, and decides.
    ///
    /// - Parameters:
    ///   - code: the code that the device shows; `nil` takes the one that the address holds.
    ///   - address: the verification address, with or without the code in it.
    ///   - server: the server that it belongs to.
    ///   - answer: what the user decides.
    /// - Throws: ``AuthorizationBrowserError``, with the code ``AuthorizationBrowserError/Code/codeRefused`` when there is no
    ///   such code.
    public mutating func enter(
        _ code: String?, at address: String, of server: InProcessAuthorizationServer, answer: Answer = .allow
    ) throws(AuthorizationBrowserError) {
        let ending = try self.end(of: try self.visit(code, address, answer)) {
            (request, body) throws(AuthorizationBrowserError) in server.respond(to: request, body: body)
        }
        try Self.check(ending)
    }

    /// Connects a device at a server that is reached by a socket.
    ///
    /// - Parameters:
    ///   - code: the code that the device shows; `nil` takes the one that the address holds.
    ///   - address: the verification address, with or without the code in it.
    ///   - transport: what sends the requests; it must not follow redirects.
    ///   - answer: what the user decides.
    /// - Throws: ``AuthorizationBrowserError``, with the code ``AuthorizationBrowserError/Code/codeRefused`` when there is no
    ///   such code.
    public mutating func enter(
        _ code: String?, at address: String, over transport: any HTTPTransport, answer: Answer = .allow
    ) async throws(AuthorizationBrowserError) {
        try Self.check(try await self.end(of: try self.visit(code, address, answer), over: transport))
    }

    private func visit(
        _ code: String?, _ address: String, _ answer: Answer
    ) throws(AuthorizationBrowserError) -> BrowserVisit {
        try BrowserVisit(
            address, .device(code: code), userName: self.userName, password: self.password, answer: answer)
    }

    private static func check(_ ending: BrowserVisit.Ending) throws(AuthorizationBrowserError) {
        guard case .decided = ending else {
            throw AuthorizationBrowserError(.notUnderstood, "the server sent the browser elsewhere")
        }
    }
}
