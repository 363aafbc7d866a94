/// What the removal of an installation's stage environment will do.
///
/// Removing it after anything in it changed is a conflict.
public struct StageRemovalPlan: OperationPlan {
    /// The installation, as it was read.
    public let installation: Installation
    /// The authorizations of stage that will be revoked, and what goes on.
    public let effects: Effects
}
