import Synchronization

/// What a task's connection read at one revision of its account, and the credentials that it handed out since.
final class TaskMemory: Sendable {
    /// A credential with what it was made from.
    struct Served: Sendable {
        var fresh: FreshTokens
        var credential: Credential

        var grant: Grant { self.fresh.grant }
    }

    let revision: Int
    let context: ConnectionContext
    private let served = Mutex<[Slot.ID: Served]>([:])
    private let before: [Slot.ID: Served]

    /// Remembers what was read.
    ///
    /// - Parameters:
    ///   - revision: the account's revision before it was read.
    ///   - context: what decides on the connection.
    ///   - earlier: the memory of an earlier revision, whose opened tokens may still be those of the grant.
    init(revision: Int, context: ConnectionContext, after earlier: TaskMemory?) {
        self.revision = revision
        self.context = context
        // Of one revision alone, so that what nobody asks for any more is forgotten.
        self.before = earlier?.served.withLock { $0 } ?? [:]
    }

    /// What was handed out for a slot at this revision.
    func served(in slot: Slot.ID) -> Served? { self.served.withLock { $0[slot] } }

    /// What was handed out for a slot at the revision before; only good once its grant has been read again.
    func earlier(in slot: Slot.ID) -> Served? { self.before[slot] }

    func remember(_ served: Served, in slot: Slot.ID) {
        self.served.withLock { $0[slot] = served }
    }
}
