/// How far a rotation of keys goes.
public enum KeyRotation: String, Sendable, Hashable, Codable, CaseIterable {
    /// Every data key that another key of the host wrapped is wrapped anew by the one that wraps at present. The secrets stay
    /// as they are: this is quick, and what to do when the host's keys change.
    case wrapping
    /// Every account gets a new data key, all of its secrets are sealed anew with it, and the old one is destroyed: what to do
    /// when a data key may have become known.
    case secrets

    /// How a rotation spares the store.
    public struct Settings: Sendable, Hashable {
        /// How many records are written in one commit; 1 to 500.
        public var batch = 100
        /// How many secrets, or data keys, are dealt with in a second at most; `nil` for as many as the store takes.
        public var rate: Int?
        /// After how many records it is written down how far the rotation has come, so that one that is begun again does no
        /// more than that anew.
        public var checkpoint = 2_000
        /// How long to wait for a grant that is being refreshed before it is looked at again.
        public var poll = Duration.seconds(1)

        /// Makes the settings that serve most hosts.
        public init() {}

        func validate() throws(InvalidInput) {
            guard (1...500).contains(self.batch) else {
                throw InvalidInput(field: "batch", problem: "it is \(self.batch)", remedy: "Pass 1 to 500")
            }
            guard self.rate.map({ $0 > 0 }) ?? true else {
                throw InvalidInput(field: "rate", problem: "it is not positive", remedy: "Pass at least 1, or nil")
            }
            guard self.checkpoint > 0 else {
                throw InvalidInput(field: "checkpoint", problem: "it is not positive", remedy: "Pass at least 1")
            }
            guard self.poll > .zero else {
                throw InvalidInput(field: "poll", problem: "it is not positive", remedy: "Pass more than zero")
            }
        }
    }
}

/// What a rotation of keys would do.
public struct KeyRotationPlan: Sendable, Hashable {
    /// How far it goes.
    public var rotation: KeyRotation
    /// The key of the host that wraps.
    public var writing: String
    /// How many accounts have data keys.
    public var accounts = 0
    /// How many data keys there are, by the key of the host that wrapped them.
    public var dataKeys: [String: Int] = [:]
    /// How many data keys only open: what an earlier rotation has left to do.
    public var unfinished = 0
    /// How many secrets there are, by the data key that sealed them; counted for ``KeyRotation/secrets`` alone.
    public var secrets: [DataKey.ID: Int] = [:]

    init(_ rotation: KeyRotation, writing: String) {
        self.rotation = rotation
        self.writing = writing
    }

    /// How many data keys are to be wrapped anew.
    public var dataKeysToWrap: Int { self.dataKeys.reduce(0) { $0 + ($1.key == self.writing ? 0 : $1.value) } }
}

/// How far a rotation of keys has come.
public struct KeyRotationProgress: Sendable, Hashable {
    /// The accounts that are done, or had nothing to do.
    public var accounts = 0
    /// The data keys that were wrapped anew.
    public var wrapped = 0
    /// The data keys that were made.
    public var made = 0
    /// The secrets that were sealed anew.
    public var secrets = 0
    /// The data keys that were destroyed.
    public var destroyed = 0
}

/// What a rotation of keys did.
public struct KeyRotationReport: Sendable, Hashable {
    /// What was done.
    public var done = KeyRotationProgress()
    /// The first hundred accounts that are not done, and why.
    public var unfinished: [Unfinished] = []
    /// How many accounts are not done.
    public var unfinishedCount = 0

    /// Whether every account is done, so that the host's other keys can be taken away.
    public var isFinished: Bool { self.unfinishedCount == 0 }

    /// An account that is not done.
    public struct Unfinished: Sendable, Hashable {
        /// The account.
        public var account: AccountID
        /// Why, for people; never a secret.
        public var reason: String
    }

    mutating func add(_ account: AccountID, _ reason: String) {
        self.unfinishedCount += 1
        if self.unfinished.count < 100 { self.unfinished.append(Unfinished(account: account, reason: reason)) }
    }
}
