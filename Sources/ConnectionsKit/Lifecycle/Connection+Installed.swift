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

    /// The connection as a newer release defines it in production, and so in stage.
    ///
    /// Its kind, its connector, its mode and its link name are those of its first release; whether environments share an
    /// authorization is the client's to change.
    ///
    /// - Parameters:
    ///   - definition: what the release has.
    ///   - keepingStage: whether stage tries out a still newer release, and so keeps the scopes that it has.
    /// - Returns: the upgraded connection.
    package func upgraded(to definition: BundledConnection, keepingStage: Bool = false) -> Connection {
        let inStage = self.scopes(in: .stage)
        var next = self
        next.name = definition.name
        next.scopes = definition.scopes
        next.referenceCount = definition.places.count
        next.isUnused = false
        let differs = keepingStage && Set(inStage) != Set(definition.scopes)
        next.staged = differs ? Staged(scopes: inStage, isNew: false) : nil
        return next
    }

    /// The connection as a newer release defines it in stage, while production keeps what it has.
    ///
    /// Where both environments share an authorization, stage needs what production needs besides: whoever authorizes there
    /// takes nothing from production.
    package func staged(_ definition: BundledConnection) -> Connection {
        var next = self
        if self.staged?.isNew ?? false {
            next.name = definition.name
            next.scopes = definition.scopes
            next.staged = Staged(scopes: definition.scopes, isNew: true)
            next.referenceCount = definition.places.count
            next.isUnused = false
            return next
        }
        let besides = self.sharesAuthorization ? self.scopes.filter { !definition.scopes.contains($0) } : []
        let scopes = definition.scopes + besides
        next.staged = Set(scopes) == Set(self.scopes) ? nil : Staged(scopes: scopes, isNew: false)
        return next
    }

    /// The connection after an upgrade of production to a release that no longer has it: it stays, with its authorizations.
    ///
    /// - Parameter keepingStage: whether stage tries out a still newer release, and so keeps what it has.
    /// - Returns: the connection that is left.
    package func unused(keepingStage: Bool = false) -> Connection {
        if keepingStage, !self.exists(in: .production) { return self }
        var next = self
        next.isUnused = true
        next.referenceCount = 0
        if !keepingStage { next.staged = nil }
        return next
    }

    /// The connection after an upgrade of stage to a release that no longer has it: production's stays in use, and one that
    /// only stage has stays with its authorizations, as production's would.
    package func unusedInStage() -> Connection {
        guard !self.exists(in: .production) else { return self }
        var next = self
        next.isUnused = true
        next.referenceCount = 0
        return next
    }
}
