/// The request that brings a person back from an authorization server (RFC 6749 section 4.1.2), read strictly.
///
/// It does not print: the code and the state are bearer secrets.
public struct AuthorizationCallback: Sendable {
    /// The `state`.
    public let state: String
    /// The authorization code, unless the server refused.
    public let code: Secret?
    /// The error code, when the server refused.
    public let error: String?
    /// The issuer that answered (RFC 9207), when it says so.
    public let issuer: String?
    /// The other parameters, such as `realmId`: the first 50 that have 1 to 2,048 bytes without control characters.
    public let parameters: [String: String]
    /// The names of other parameters that are repeated, none of whose values can be relied on.
    package let repeatedParameters: Set<String>

    /// Reads a callback from the address, or the query alone, that the host's redirect handler received.
    ///
    /// - Parameter text: such as `https://app.example.com/callback?code=…&state=…` or `code=…&state=…`.
    /// - Throws: ``InvalidInput`` when a parameter is malformed or repeated, when `state` is missing, or when there is
    ///   neither a code nor an error.
    public init(_ text: String) throws(InvalidInput) {
        func refuse(_ problem: String) -> InvalidInput {
            InvalidInput(
                field: "callback", problem: problem,
                remedy: "Pass the whole address, or its query, as the redirect handler received it")
        }
        guard text.utf8.count <= 16_384 else { throw refuse("longer than 16 KiB") }
        let fields: [FormField]
        do throws(MessageError) {
            fields = try FormEncoding.decode(Self.query(of: text))
        } catch {
            throw refuse(error.message)
        }
        var values: [String: String] = [:]
        var others: [String: String] = [:]
        var seen: Set<String> = []
        var repeated: Set<String> = []
        for field in fields {
            if ["state", "code", "error", "iss"].contains(field.name) {
                guard values.updateValue(field.value, forKey: field.name) == nil else {
                    throw refuse("the parameter \"\(field.name)\" is repeated")
                }
            } else if !seen.insert(field.name).inserted {
                repeated.insert(field.name)
                others[field.name] = nil
            } else if others.count < Self.maximumParameters, ObtainedCredential.isAcceptable(detail: field.value) {
                others[field.name] = field.value
            }
        }
        guard let state = values["state"], !state.isEmpty else { throw refuse("no state") }
        let code = values["code"].flatMap { $0.isEmpty ? nil : Secret($0) }
        let error = values["error"].flatMap { $0.isEmpty ? nil : $0 }
        guard code != nil || error != nil else { throw refuse("neither a code nor an error") }
        self.state = state
        self.code = error == nil ? code : nil
        self.error = error
        self.issuer = values["iss"]
        self.parameters = others
        self.repeatedParameters = repeated
    }

    private static let maximumParameters = 50

    /// The query: what stands before the fragment (RFC 3986 section 3.4) and, in an address, behind the question mark.
    ///
    /// A query alone may hold question marks of its own. It begins with the name of a field, and an address does not.
    private static func query(of text: String) -> Substring.UTF8View {
        let whole = text.utf8.prefix { $0 != UInt8(ascii: "#") }
        guard let mark = whole.firstIndex(of: UInt8(ascii: "?")) else { return whole }
        let before = whole[..<mark].prefix { $0 != UInt8(ascii: "/") }
        return before.contains(UInt8(ascii: "=")) ? whole : whole[whole.index(after: mark)...]
    }
}

extension AuthorizationCallback: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "AuthorizationCallback(redacted)" }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
