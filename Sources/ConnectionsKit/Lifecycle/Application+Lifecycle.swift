// The release: its application numbers it, and is locked while it is being made.
extension Application {
    /// Refuses a change while the application is being published.
    ///
    /// - Throws: ``IllegalTransition``.
    package func requireEditable() throws(IllegalTransition) {
        guard let lock = self.publishing else { return }
        throw IllegalTransition(
            .publishInProgress, "\(lock.user) has been publishing \"\(self.name)\" since \(lock.since).",
            remedy: "Wait until that has ended.")
    }

    /// The application with its next release made.
    ///
    /// - Throws: ``IllegalTransition`` while somebody publishes.
    package func releasing() throws(IllegalTransition) -> Application {
        try self.requireEditable()
        var next = self
        next.lastRelease += 1
        return next
    }
}
