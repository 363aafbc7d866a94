// The installation: active, disabled, uninstalled. The last is final.
extension Installation {
    /// The installation, gone.
    ///
    /// - Throws: ``IllegalTransition`` when it is gone already.
    package func uninstalled() throws(IllegalTransition) -> Installation {
        guard self.status != .uninstalled else {
            throw IllegalTransition(
                .uninstalled, "\"\(self.name)\" has been uninstalled.", remedy: "Install it again to use it.")
        }
        var next = self
        next.status = .uninstalled
        return next
    }

    /// Why its connections cannot be used at `now`; nothing when they can.
    package func refusalOfUse(in environment: LiveEnvironment, at now: Timestamp) -> String? {
        switch self.status {
        case .uninstalled: return "it has been uninstalled"
        case .disabled: return "it has been disabled"
        case .active: break
        }
        guard self.environments.contains(environment) else { return "it has no \(environment) environment" }
        guard self.licence.isValid(at: now) else { return "its \(self.licence.kind) has ended" }
        return nil
    }
}
