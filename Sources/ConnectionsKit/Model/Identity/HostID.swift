/// An identifier that the host app chose: an account, a user or an application.
///
/// The library compares host identifiers byte for byte and reads nothing into them.
public struct HostID<Kind>: Hashable, Sendable, Codable, Comparable, CustomStringConvertible, ExpressibleByStringLiteral
{
    /// The host's text: 1 to 200 bytes of UTF-8 without control characters.
    public let text: String

    /// Makes an identifier from the host's text; it is checked when an operation first sees it.
    public init(_ text: String) {
        self.text = text
    }

    public init(stringLiteral value: String) {
        self.text = value
    }

    public init(from decoder: any Decoder) throws {
        self.text = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(self.text)
    }

    // Not as strings, which are equal in any normal form: two spellings of one accented name are two accounts, here as in
    // a store.
    public static func == (left: HostID, right: HostID) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(self.text)
    }

    public static func < (left: HostID, right: HostID) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    public var description: String { self.text }

    /// Refuses what cannot be an identifier.
    package func validate(field: String) throws(InvalidInput) {
        let bytes = self.text.utf8
        guard (1...200).contains(bytes.count), bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw InvalidInput(
                field: field, problem: "an identifier of \(bytes.count) bytes, or with control characters",
                remedy: "Pass 1 to 200 bytes of UTF-8 without control characters")
        }
    }
}

/// Marks the identifiers of accounts.
public enum AccountKind: Sendable {}
/// Marks the identifiers of users.
public enum UserKind: Sendable {}
/// Marks the identifiers of applications.
public enum ApplicationKind: Sendable {}

/// Names a tenant: a developer (console) account or a client account.
public typealias AccountID = HostID<AccountKind>
/// Names a person, as the host knows them.
public typealias UserID = HostID<UserKind>
/// Names an application of the host.
public typealias ApplicationID = HostID<ApplicationKind>
