// The application: it numbers its releases, and is locked while it is being published.
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

    /// The application without the lock of a publication whose process is gone.
    ///
    /// - Parameters:
    ///   - now: the moment.
    ///   - limit: after how long a lock that nobody gave back is nobody's.
    /// - Returns: the application without a lock.
    /// - Throws: ``IllegalTransition`` while somebody publishes.
    package func freed(at now: Timestamp, after limit: Duration) throws(IllegalTransition) -> Application {
        if let lock = self.publishing, now < lock.since + limit { try self.requireEditable() }
        var next = self
        next.publishing = nil
        return next
    }

    /// The application, locked by whoever publishes it.
    ///
    /// - Parameters:
    ///   - user: who publishes.
    ///   - now: since when.
    ///   - limit: after how long a lock that nobody gave back may be taken over, since its owner is gone.
    /// - Returns: the locked application.
    /// - Throws: ``IllegalTransition`` while somebody else publishes.
    package func locked(
        by user: UserID, at now: Timestamp, takingOverAfter limit: Duration
    ) throws(IllegalTransition) -> Application {
        var next = try self.freed(at: now, after: limit)
        next.publishing = PublishLock(user: user, since: now, version: self.version)
        return next
    }

    /// The application without the lock, which must still be the one that was taken.
    ///
    /// - Throws: ``IllegalTransition`` when the lock is gone or somebody else's.
    package func unlocked(from lock: PublishLock) throws(IllegalTransition) -> Application {
        guard self.publishing == lock else {
            throw IllegalTransition(
                .publishInProgress,
                "The publication of \"\(self.name)\" was ended, or took so long that another took its place.",
                remedy: "Plan and publish again.")
        }
        var next = self
        next.publishing = nil
        return next
    }

    /// The application without its publication, whoever began it.
    ///
    /// - Throws: ``IllegalTransition`` when nobody publishes.
    package func publicationEnded() throws(IllegalTransition) -> Application {
        guard self.publishing != nil else {
            throw IllegalTransition(
                .wrongState, "Nobody is publishing \"\(self.name)\".", remedy: "There is nothing to do.")
        }
        var next = self
        next.publishing = nil
        return next
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
