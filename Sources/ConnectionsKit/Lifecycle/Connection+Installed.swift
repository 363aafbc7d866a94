// The installed copy of a definition: its client pauses and resumes it, and its developer's releases change it.
extension Connection {
    /// The connection, kept from use.
    ///
    /// - Throws: ``IllegalTransition`` when it is already.
    package func paused() throws(IllegalTransition) -> Connection {
        guard !self.isPaused else {
            throw IllegalTransition(
                .wrongState, "\"\(self.name)\" is disabled already.", remedy: "There is nothing to do.")
        }
        var next = self
        next.isPaused = true
        return next
    }

    /// The connection, in use again.
    ///
    /// - Throws: ``IllegalTransition`` when it was not kept from use.
    package func resumed() throws(IllegalTransition) -> Connection {
        guard self.isPaused else {
            throw IllegalTransition(.wrongState, "\"\(self.name)\" is not disabled.", remedy: "There is nothing to do.")
        }
        var next = self
        next.isPaused = false
        return next
    }

    /// The connection as a newer release defines it, in production and so in stage.
    ///
    /// Its kind, its connector, its mode and its link name are those of its first release; whether environments share an
    /// authorization is the client's to change.
    package func upgraded(to definition: BundledConnection) -> Connection {
        var next = self
        next.name = definition.name
        next.scopes = definition.scopes
        next.referenceCount = definition.places.count
        next.staged = nil
        next.isUnused = false
        return next
    }

    /// The connection as a newer release defines it in stage, while production keeps what it has.
    package func staged(_ definition: BundledConnection) -> Connection {
        var next = self
        let isNew = self.staged?.isNew ?? false
        let isSame = definition.scopes == self.scopes && !isNew
        next.staged = isSame ? nil : Staged(scopes: definition.scopes, isNew: isNew)
        return next
    }

    /// The connection after an upgrade to a release that no longer has it: it stays, with its authorizations.
    package func unused() -> Connection {
        var next = self
        next.isUnused = true
        next.staged = nil
        next.referenceCount = 0
        return next
    }
}
