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
        guard !self.isWithdrawn else {
            throw IllegalTransition(
                .wrongState, "The developer withdrew the share.", remedy: "Ask the developer for a new one.")
        }
        guard self.installation == nil || self.installation == installation else {
            throw IllegalTransition(
                .wrongState, "The share was used before.", remedy: "Ask the developer to share the application again.")
        }
        var next = self
        next.installation = installation
        return next
    }

    /// The share on other terms.
    package func licensed(_ licence: Licence) -> Share {
        var next = self
        next.licence = licence
        return next
    }
}
