/// What the server remembers of one browser.
struct BrowserSession: Sendable {
    /// What every form must carry, so that no other site can send it.
    let formToken: String
    /// Who is logged in.
    var user: String?
}
