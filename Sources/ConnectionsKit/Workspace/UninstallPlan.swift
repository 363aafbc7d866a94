/// What an uninstallation will do.
///
/// Uninstalling it after anything in it changed is a conflict.
public struct UninstallPlan: OperationPlan {
    /// The installation, as it was read.
    public let installation: Installation
    /// The connections that will be gone, the authorizations that will be revoked, and the system connections that stay: those
    /// that other applications use, and those that nothing uses any more.
    public let effects: Effects
}
