import ConnectionsKit
import ConnectionsKitHTTP
import HTTPTypes

/// A person at a browser: it keeps cookies, follows redirects by hand, signs in, and allows or denies.
struct PageBrowser {
    let transport: any HTTPTransport
    let user: ServerDescription.User
    private var cookies: [String: String] = [:]

    init(_ transport: any HTTPTransport, as user: ServerDescription.User) {
        self.transport = transport
        self.user = user
    }

    /// Where a visit went astray.
    struct Lost: Error, CustomStringConvertible {
        var description: String
    }

    /// Visits an authorization address, and gives the redirect to the client, which is not opened.
    mutating func visit(_ start: String, until redirectURI: String, allows: Bool) async throws -> String {
        var address = try WebAddress(start)
        var form: [FormField]?
        for _ in 0..<12 {
            let reply = try await self.send(form, to: address)
            let status = reply.response.status
            if status.kind == .redirection, let location = reply.response.headerFields[.location] {
                if location.hasPrefix(redirectURI + "?") { return location }
                address = try WebAddress(Self.resolve(location, at: address))
                form = nil
            } else {
                let page = String(decoding: reply.body, as: UTF8.self)
                guard status == .ok, let filled = PageForm(page) else {
                    throw Lost(description: "\(address.path) answered \(status.code) without a form")
                }
                form = self.fields(of: filled, allows: allows)
                if !filled.action.isEmpty { address = try WebAddress(Self.resolve(filled.action, at: address)) }
            }
        }
        throw Lost(description: "the pages lead nowhere; the last was \(address.path)")
    }

    /// Connects a device: opens the verification page, signs in, enters the code, and decides.
    mutating func enter(_ userCode: String, at start: String, allows: Bool) async throws {
        var address = try WebAddress(start)
        var form: [FormField]?
        var hasDecided = false
        for _ in 0..<12 {
            let reply = try await self.send(form, to: address)
            let status = reply.response.status
            if status.kind == .redirection, let location = reply.response.headerFields[.location] {
                address = try WebAddress(Self.resolve(location, at: address))
                form = nil
            } else if let filled = PageForm(String(decoding: reply.body, as: UTF8.self)), status == .ok {
                form = self.fields(of: filled, allows: allows, userCode: userCode)
                hasDecided = hasDecided || filled.buttons.contains("action")
                if !filled.action.isEmpty { address = try WebAddress(Self.resolve(filled.action, at: address)) }
            } else {
                // The page that says how it ended has no form.
                guard status == .ok, hasDecided else {
                    throw Lost(description: "\(address.path) answered \(status.code) without a form")
                }
                return
            }
        }
        throw Lost(description: "the pages lead nowhere; the last was \(address.path)")
    }

    private func fields(of page: PageForm, allows: Bool, userCode: String? = nil) -> [FormField] {
        var form = page
        for name in ["username", "login"] { form.fill(name, self.user.name) }
        form.fill("password", self.user.password)
        if let userCode { form.fill("user_code", userCode) }
        var fields = form.fields.map { FormField($0.name, $0.value) }
        // Django OAuth Toolkit has a button to allow and takes its absence for a denial; Canaille has one for each.
        if form.buttons.contains("allow"), allows { fields.append(FormField("allow", "Authorize")) }
        if form.buttons.contains("answer") { fields.append(FormField("answer", allows ? "accept" : "deny")) }
        // Its page for devices has a button for each.
        if form.buttons.contains("action") { fields.append(FormField("action", allows ? "accept" : "deny")) }
        return fields
    }

    private mutating func send(_ form: [FormField]?, to address: WebAddress) async throws -> HTTPReply {
        var request = HTTPRequest(
            method: form == nil ? .get : .post, scheme: address.scheme, authority: address.authority,
            path: address.pathAndQuery)
        request.headerFields[.referer] = "\(address.scheme)://\(address.authority)/"
        if form != nil { request.headerFields[.contentType] = "application/x-www-form-urlencoded" }
        if !self.cookies.isEmpty {
            request.headerFields[.cookie] = self.cookies.map { "\($0.key)=\($0.value)" }.sorted()
                .joined(separator: "; ")
        }
        let body = form.map { Array(FormEncoding.encode($0).utf8) }
        let reply = try await self.transport.send(request, body: body, limits: HTTPLimits())
        for field in reply.response.headerFields[values: .setCookie] { self.keep(field) }
        return reply
    }

    /// Keeps the cookies of a field, which may be several fields in one: a date has a comma too, but no name before it.
    private mutating func keep(_ field: String) {
        for piece in field.split(separator: ",") {
            let pair = piece.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = pair[0].drop { $0 == " " }
            if pair.count == 2, !name.contains(" ") { self.cookies[String(name)] = String(pair[1]) }
        }
    }

    private static func resolve(_ location: String, at address: WebAddress) -> String {
        if location.contains("://") { return location }
        let origin = "\(address.scheme)://\(address.authority)"
        if location.hasPrefix("/") { return origin + location }
        return location.hasPrefix("?") ? origin + address.path + location : origin + "/" + location
    }
}
