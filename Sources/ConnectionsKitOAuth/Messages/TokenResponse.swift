package import ConnectionsKit
package import ConnectionsKitHTTP

/// A successful reply of a token endpoint (RFC 6749 section 5.1), read so that no oddity of a service loses a token.
///
/// What is doubtful and not needed is left out; a reply without a usable access token is none.
package struct TokenResponse: Sendable {
    /// The access token: visible ASCII characters, so that it is safe in a header field.
    package let access: Secret
    /// A new refresh token; `nil` when none was issued, so that the old one stays.
    package let refresh: Secret?
    /// How long the access token lasts; `nil` when the service does not say so in a positive number.
    package let lifetime: Duration?
    /// The scopes that were granted; `nil` when the service does not say, which means those asked for.
    package let scopes: [String]?
    /// Who the person is at the service, when an ID token says so.
    package let subject: String?

    /// The names that services give to tokens which are sent as `Bearer`; `bot` and `user` are Slack's.
    private static let bearerTypes: Set<String> = ["bearer", "bot", "user"]

    /// Reads a reply, or gives nothing when there is no usable access token in it.
    ///
    /// - Parameters:
    ///   - fields: the members of the body.
    ///   - scopeSeparator: what stands between scopes at this service; spaces are understood everywhere.
    package init?(_ fields: MessageFields, scopeSeparator: String) {
        guard let token = fields["access_token"]?.text, !token.isEmpty,
            token.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        // RFC 6749 section 7.1: a token of a type that is not understood must not be used. A missing type is a bearer's.
        if let type = fields["token_type"] {
            guard let name = type.text, Self.bearerTypes.contains(name.lowercased()) else { return nil }
        }
        self.access = Secret(token)
        self.refresh = fields["refresh_token"]?.text.flatMap { $0.isEmpty ? nil : Secret($0) }
        self.lifetime = fields["expires_in"].flatMap(Self.lifetime)
        self.scopes = fields["scope"].flatMap { Self.scopes($0, separator: scopeSeparator) }
        self.subject = fields["id_token"]?.text.flatMap(IDToken.subject)
    }

    /// A positive number of seconds, as a number or a string, at most a hundred years.
    ///
    /// Zero and less tell nothing: services write them for tokens without an end, and no one issues a token that is over.
    private static func lifetime(_ value: JSONValue) -> Duration? {
        let text: Substring
        switch value {
        case .number(let number): text = number[...]
        case .string(let string): text = string[...]
        default: return nil
        }
        let trimmed = text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
        let digits = String(trimmed)
        guard digits.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }), let seconds = Double(digits), seconds > 0
        else { return nil }
        let milliseconds = min(seconds, 100 * 365.25 * 86_400) * 1_000
        return .milliseconds(Int64(milliseconds.rounded(.up)))
    }

    private static func scopes(_ value: JSONValue, separator: String) -> [String]? {
        let parts: [Substring]
        if let text = value.text {
            parts = separator.isEmpty ? [text[...]] : text.split(separator: separator)
        } else if let texts = value.texts {
            parts = texts.map { $0[...] }
        } else {
            return nil
        }
        var seen: Set<String> = []
        return parts.flatMap { $0.unicodeScalars.split(whereSeparator: Self.isBetweenScopes) }.map(String.init)
            .filter { seen.insert($0).inserted }
    }

    // By scalars, since a character may be white space with something before or behind it.
    private static func isBetweenScopes(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
    }
}

extension TokenResponse: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "TokenResponse(redacted)" }
    package var debugDescription: String { self.description }
    package var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
