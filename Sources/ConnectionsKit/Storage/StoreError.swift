/// Why a store could not do what it was asked.
public struct StoreError: Error, Sendable {
    /// What went wrong.
    public var code: Code {
        get { self.facts.value.code }
        set { self.facts.value.code = newValue }
    }
    /// What happened, for people; never a stored value.
    public var message: String {
        get { self.facts.value.message }
        set { self.facts.value.message = newValue }
    }
    /// The error underneath, if there was one.
    public var cause: (any Error)? {
        get { self.facts.value.cause }
        set { self.facts.value.cause = newValue }
    }

    private struct Facts {
        var code: Code
        var message: String
        var cause: (any Error)?
    }

    private var facts: Apart<Facts>

    /// Makes an error.
    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.facts = Apart(Facts(code: code, message: message, cause: cause))
    }

    /// A failed expectation or uniqueness rule, at the change with the given index.
    public static func conflict(at index: Int, _ reason: Conflict) -> StoreError {
        StoreError(.conflict(index, reason), "change \(index) conflicts: \(reason)")
    }

    /// The kinds of failure, closed since a caller must act differently on each.
    public enum Code: Sendable, Hashable {
        /// Nothing was written, since the change with the index did not hold.
        case conflict(Int, Conflict)
        /// The store cannot be reached or cannot write at the moment; nothing, or for a lost commit reply perhaps
        /// everything, was written.
        case unavailable
        /// What is stored cannot be read: damaged, foreign, or of a newer schema.
        case corrupt
        /// The calling task was cancelled before the commit; nothing was written.
        case cancelled
    }

    /// Which expectation did not hold.
    public enum Conflict: Sendable, Hashable {
        /// The record has another version.
        case version
        /// The record exists and must not.
        case exists
        /// The record does not exist and must.
        case missing
        /// Another record has what must be unique.
        case unique(UniqueRule)
        /// A refresh step came too late.
        case epoch
    }

    /// What a store keeps unique besides its keys.
    public enum UniqueRule: String, Sendable, Hashable, Codable, CaseIterable {
        /// A link name within its scope: the account, or one installation.
        case linkName
        /// One system connection for each account and service.
        case systemConnection
        /// A release's number within its application.
        case releaseNumber
        /// One installation, of those that are not uninstalled, for each account, developer and application.
        case installation
        /// One data key that seals for each account.
        case writingDataKey
    }

    /// The conflict, when that is what went wrong.
    public var conflict: Conflict? {
        if case .conflict(_, let reason) = self.code { reason } else { nil }
    }
}

extension StoreError: CustomStringConvertible {
    public var description: String { "StoreError(\(self.code)): \(self.message)" }
}
