import ConnectionsKit
package import ConnectionsKitHTTP

/// What a service tells of an account beside the tokens, as a connector's details.
package enum MessageDetails {
    /// The members of `fields` that are named in `names`.
    ///
    /// A name such as `team.id` is a member of a member. Texts, numbers and truth values are kept as text; what is something
    /// else, empty, too long, or holds a control character is left out, since a token must not be lost for it.
    ///
    /// - Returns: at most ``ObtainedCredential/maximumDetails`` texts by their names.
    package static func found(in fields: MessageFields, _ names: [String]) -> [String: String] {
        var details: [String: String] = [:]
        for name in names where details.count < ObtainedCredential.maximumDetails {
            guard let text = Self.value(name, in: fields).flatMap(Self.text),
                ObtainedCredential.isAcceptable(detail: text)
            else { continue }
            details[name] = text
        }
        return details
    }

    private static func value(_ name: String, in fields: MessageFields) -> JSONValue? {
        if let value = fields[name] { return value }
        guard let dot = name.firstIndex(of: ".") else { return nil }
        return fields[String(name[..<dot])]?[String(name[name.index(after: dot)...])]
    }

    private static func text(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text), .number(let text): text
        case .bool(let value): value ? "true" : "false"
        case .null, .array, .object: nil
        }
    }
}
