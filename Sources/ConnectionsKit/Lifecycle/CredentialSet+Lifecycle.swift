// The credential set: each change of the client makes a revision, and the one before goes on until it is retired.
extension CredentialSet {
    /// What a revision of a client consists of.
    package struct Contents: Sendable {
        package var clientID: String
        package var secret: SealedSecret?
        package var authentication: ClientAuthentication
        package var redirectURI: String

        package init(clientID: String, secret: SealedSecret?, authentication: ClientAuthentication, redirectURI: String)
        {
            self.clientID = clientID
            self.secret = secret
            self.authentication = authentication
            self.redirectURI = redirectURI
        }
    }

    /// What the newest revision consists of.
    package var contents: Contents {
        Contents(
            clientID: self.clientID, secret: self.secret, authentication: self.authentication,
            redirectURI: self.redirectURI)
    }

    /// The set with a new revision, and the record of the one that it replaces.
    package func replaced(by contents: Contents, at now: Timestamp) -> (set: CredentialSet, earlier: Revision) {
        var next = self
        next.clientID = contents.clientID
        next.secret = contents.secret
        next.authentication = contents.authentication
        next.redirectURI = contents.redirectURI
        next.revision += 1
        return (next, Revision(self, replacedAt: now))
    }
}

extension CredentialSet.Revision {
    /// What it consists of.
    package var contents: CredentialSet.Contents {
        CredentialSet.Contents(
            clientID: self.clientID, secret: self.secret, authentication: self.authentication,
            redirectURI: self.redirectURI)
    }

    /// The revision, of no use any more: its secret is destroyed.
    ///
    /// - Throws: ``IllegalTransition`` when it is retired already.
    package func retired(at now: Timestamp) throws(IllegalTransition) -> CredentialSet.Revision {
        guard self.retiredAt == nil else {
            throw IllegalTransition(
                .wrongState, "Revision \(self.id.number) of the credential set was retired before.",
                remedy: "There is nothing to do.")
        }
        var next = self
        next.retiredAt = now
        next.secret = nil
        return next
    }
}
