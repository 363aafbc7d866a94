// The share: open until it led to an installation or was withdrawn.
extension Share {
    /// The share, taken back; what was installed by it stays.
    ///
    /// - Throws: ``IllegalTransition`` when it is already.
    package func withdrawn() throws(IllegalTransition) -> Share {
        guard !self.isWithdrawn else {
            throw IllegalTransition(.wrongState, "The share was withdrawn before.", remedy: "There is nothing to do.")
        }
        var next = self
        next.isWithdrawn = true
        return next
    }

    /// The share, after it led to an installation.
    ///
    /// - Throws: ``IllegalTransition`` when it is withdrawn, or led to another one.
    package func used(for installation: Installation.ID) throws(IllegalTransition) -> Share {
        try self.requireUsable(for: installation)
        var next = self
        next.installation = installation
        return next
    }

    /// Refuses a share that is withdrawn, or led to another installation than the given one.
    ///
    /// - Parameter installation: the installation that it shall serve; `nil` for one that does not exist yet.
    /// - Throws: ``IllegalTransition``.
    package func requireUsable(for installation: Installation.ID?) throws(IllegalTransition) {
        guard !self.isWithdrawn else {
            throw IllegalTransition(
                .wrongState, "The developer withdrew the share.", remedy: "Ask the developer for a new one.")
        }
        guard self.installation == nil || self.installation == installation else {
            throw IllegalTransition(
                .wrongState, "The share was used before.", remedy: "Ask the developer to share the application again.")
        }
    }

    /// The share on other terms.
    package func licensed(_ licence: Licence) -> Share {
        var next = self
        next.licence = licence
        return next
    }
}
