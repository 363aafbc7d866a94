extension StoreConformance {
    /// A law of the contract; a fault in a store shows at the requirements of the law that it breaks.
    public struct Law: Sendable, Hashable, CustomStringConvertible {
        /// The law in words.
        public let description: String

        private init(_ description: String) {
            self.description = description
        }

        /// What is written reads back equal.
        public static let roundTrip = Law("a record reads back as it was written")
        /// A record of another account does not exist.
        public static let tenants = Law("a record of another account does not exist")
        /// Writes and deletions expect a version.
        public static let versions = Law("a write holds only over the version that it expects")
        /// A set is judged change by change, and a conflict says which change and why.
        public static let conflicts = Law("a conflict names the first change that does not hold, and why")
        /// A commit writes everything or nothing.
        public static let atomicity = Law("a commit writes everything or nothing")
        /// Expectations on records that are not written bind.
        public static let expectations = Law("an expectation binds like a write")
        /// Commits behave as if they happened one after another.
        public static let serializability = Law("commits behave as if they happened one after another")
        /// Who reads after a commit returned reads what it wrote.
        public static let visibility = Law("a commit is seen by every read that begins after it")
        /// What must be unique is, and a violation says which rule.
        public static let uniqueness = Law("what must be unique is the store's to enforce")
        /// Of many who take one thing, one gets it.
        public static let singleUse = Law("what can be used once is used once")
        /// The steps of a refresh hold for the holder of the lease alone.
        public static let refresh = Law("a refresh step holds for the holder of the lease alone")
        /// The store's clock judges leases, and a good token is never thrown away.
        public static let leases = Law("the store's clock judges leases")
        /// Tokens have a version of their own.
        public static let tokensApart = Law("tokens and their grant are written apart")
        /// The revision moves with statuses and definitions, and with nothing else.
        public static let revisions = Law("the revision moves with statuses and definitions alone")
        /// The audit trail is numbered and chained inside the commit.
        public static let audit = Law("the audit trail is numbered and chained inside the commit")
        /// A filter of the trail lets through what it asks for.
        public static let auditFilters = Law("a filter of the trail lets through what it asks for and nothing else")
        /// A trail gives up its oldest records alone.
        public static let trimming = Law("a trail gives up its oldest records alone, and tells where it begins")
        /// What is erased is gone, and nothing beside it.
        public static let erasure = Law("an erased account has no record left, and every other has all of its own")
        /// Every known account is told once.
        public static let accounts = Law("every account of which anything was written down is told once, in order")
        /// A query returns what it asks for.
        public static let selections = Law("a query returns what it asks for and nothing else")
        /// Pages tell everything once, while records are written.
        public static let pages = Law("pages tell everything once")
        /// What is due comes soonest first, over all accounts.
        public static let dueWork = Law("what is due comes soonest first")
        /// A grant in use is found wherever a revocation could reach it.
        public static let liveGrants = Law("a grant in use is found wherever a revocation could reach")
        /// A cancelled task writes nothing.
        public static let cancellation = Law("a cancelled task writes nothing")
    }
}
