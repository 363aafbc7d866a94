/// Why an authorization request is refused.
struct AuthorizationRefusal: Error {
    /// Where the error may be told; `nil` when a redirect is unsafe and only the user is told (RFC 6749 section
    /// 4.1.2.1).
    struct Target {
        let redirectURI: String
        let state: String?
    }

    let target: Target?
    let code: String
    let description: String
}
