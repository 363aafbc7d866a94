/// The terms on which a client uses an application.
public struct Licence: Sendable, Hashable, Codable {
    /// The kind of terms.
    public var kind: Kind
    /// Until when they hold; `nil` for no end.
    public var validUntil: Timestamp?

    /// The kinds of terms.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// To try it out.
        case trial
        /// For a fee.
        case subscription
        /// Without terms.
        case unlimited
    }

    private init(_ kind: Kind, _ validUntil: Timestamp?) {
        self.kind = kind
        self.validUntil = validUntil
    }

    /// A trial until `end`.
    public static func trial(until end: Timestamp) -> Licence { Licence(.trial, end) }
    /// A subscription until `end`.
    public static func subscription(until end: Timestamp) -> Licence { Licence(.subscription, end) }
    /// No terms.
    public static let unlimited = Licence(.unlimited, nil)

    /// Whether the terms hold at `moment`.
    public func isValid(at moment: Timestamp) -> Bool { self.validUntil.map { moment < $0 } ?? true }
}
