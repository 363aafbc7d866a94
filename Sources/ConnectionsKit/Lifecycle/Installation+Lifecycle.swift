// The installation: active, disabled, uninstalled. The last is final.
extension Installation {
    /// The installation, gone.
    ///
    /// - Throws: ``IllegalTransition`` when it is gone already.
    package func uninstalled() throws(IllegalTransition) -> Installation {
        try self.requireInstalled()
        var next = self
        next.status = .uninstalled
        next.staged = nil
        return next
    }

    /// The installation, kept from use by its developer; its authorizations stay.
    ///
    /// - Throws: ``IllegalTransition`` unless it is active.
    package func disabled() throws(IllegalTransition) -> Installation {
        try self.requireInstalled()
        guard self.status == .active else {
            throw IllegalTransition(
                .wrongState, "\"\(self.name)\" is disabled already.", remedy: "There is nothing to do.")
        }
        var next = self
        next.status = .disabled
        return next
    }

    /// The installation, in use again.
    ///
    /// - Throws: ``IllegalTransition`` unless it is disabled.
    package func enabled() throws(IllegalTransition) -> Installation {
        try self.requireInstalled()
        guard self.status == .disabled else {
            throw IllegalTransition(.wrongState, "\"\(self.name)\" is not disabled.", remedy: "There is nothing to do.")
        }
        var next = self
        next.status = .active
        return next
    }

    /// The installation on other terms.
    ///
    /// - Throws: ``IllegalTransition`` when it is gone.
    package func licensed(_ licence: Licence) throws(IllegalTransition) -> Installation {
        try self.requireInstalled()
        var next = self
        next.licence = licence
        return next
    }

    /// Refuses whatever needs the installation to be there.
    ///
    /// - Throws: ``IllegalTransition`` when it is gone.
    package func requireInstalled() throws(IllegalTransition) {
        guard self.status == .uninstalled else { return }
        throw IllegalTransition(
            .uninstalled, "\"\(self.name)\" has been uninstalled.", remedy: "Install it again to use it.")
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
