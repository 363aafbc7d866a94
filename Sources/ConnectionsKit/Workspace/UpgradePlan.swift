/// What an upgrade of one environment will do.
///
/// Upgrading after anything in it changed is a conflict. Authorizations are touched by no upgrade: where scopes are added, they
/// go on for what they cover, and consent to the rest is pending.
public struct UpgradePlan: OperationPlan {
    /// The installation, as it was read.
    public let installation: Installation
    /// The environment that will have the release.
    public let environment: LiveEnvironment
    /// By what the client may have the release, as it was read.
    public let offer: ReleaseOffer
    /// The release.
    public let release: Release
    /// The connections whose scopes change, in the order of the release.
    public let scopeChanges: [ScopeChange]
    /// The connections that will be made, those that go on, those that the release no longer has; and who must authorize what.
    public let effects: Effects

    /// How the scopes of one connection change.
    public struct ScopeChange: Sendable, Hashable {
        /// The connection.
        public var connection: Effects.Subject
        /// What it needs from then on besides; consent to it is pending until somebody authorizes again.
        public var added: [String]
        /// What it no longer needs; nothing is to be done about it.
        public var removed: [String]
    }
}
