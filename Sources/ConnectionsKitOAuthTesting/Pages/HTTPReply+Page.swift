import ConnectionsKitHTTP
import HTTPTypes

extension HTTPReply {
    /// A page that no other page may frame and that loads nothing (RFC 9700 section 4.16).
    static func page(_ page: HTMLPage) -> HTTPReply {
        let title = HTMLPage.escape(page.title)
        let text = """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>\(title)</title></head>
            <body><h1>\(title)</h1>
            \(page.content)
            </body>
            </html>

            """
        var reply = HTTPReply.text(Array(text.utf8), type: "text/html; charset=utf-8", status: page.status)
        reply.response.headerFields[.contentSecurityPolicy] =
            "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
        reply.hideReferrer()
        reply.response.headerFields[.allow] = page.allowed
        return reply
    }

    /// A redirect that nobody may store and that tells no one where it came from.
    static func redirect(_ status: HTTPResponse.Status, to address: String) -> HTTPReply {
        var reply = HTTPReply.text([], type: "text/plain", status: status)
        reply.response.headerFields[.location] = address
        reply.hideReferrer()
        return reply
    }

    /// Keeps the browser from telling other sites an address that holds a request (RFC 9700 section 4.2.4).
    private mutating func hideReferrer() {
        if let name = HTTPField.Name("Referrer-Policy") { self.response.headerFields[name] = "no-referrer" }
    }
}
