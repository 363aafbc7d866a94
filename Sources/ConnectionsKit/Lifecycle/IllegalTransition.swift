/// An event that a record cannot take in the state it is in; nothing changes.
public struct IllegalTransition: Error, Sendable, Hashable, CustomStringConvertible {
    /// Why.
    public var reason: Reason
    /// What happened, for people, as a sentence.
    public var message: String
    /// What to do about it, as a sentence.
    public var remedy: String

    init(_ reason: Reason, _ message: String, remedy: String) {
        self.reason = reason
        self.message = message
        self.remedy = remedy
    }

    /// Why a record refuses an event.
    public enum Reason: Sendable, Hashable {
        /// The connection is enabled for another application.
        case alreadyEnabled(for: ApplicationID)
        /// The connection is not enabled for the application.
        case notEnabled
        /// The connection's access cannot be taken away, since places refer to it.
        case lockedByReferences(Int)
        /// The connection's access cannot be taken away, since a release contains it.
        case lockedByRelease(Int)
        /// The connection cannot be deleted, since places refer to it.
        case inUse(Int)
        /// The connection was published, and a published connection is not deleted.
        case published(Int)
        /// The connection's mode cannot change, since a release contains it.
        case modeLocked(Int)
        /// The connection is not of a kind that an application is enabled for.
        case notAnApplicationConnection
        /// The application is being published.
        case publishInProgress
        /// The attempt was completed before.
        case alreadyUsed
        /// The attempt was voided.
        case voided
        /// The attempt's time has run out.
        case late
        /// The attempt was begun by somebody else.
        case wrongPrincipal
        /// The grant is not in a state that takes the event.
        case grantState
        /// The installation is gone.
        case uninstalled
        /// The installation has this release, or a newer one, already.
        case notNewer(Int)
        /// The invitation has run out, or was accepted.
        case invitationNotOpen
        /// The record is not in a state that takes the event.
        case wrongState
    }

    public var description: String { "\(self.message) \(self.remedy)" }
}
