/// Finds and opens the OAuth clients of developers.
package struct ClientDirectory: Sendable {
    package var store: any ConnectionStore
    package var keys: DataKeyDirectory

    package init(store: any ConnectionStore, keys: DataKeyDirectory) {
        self.store = store
        self.keys = keys
    }

    /// Opens the newest revision of the credential set that `reference` names, for a new authorization.
    ///
    /// - Returns: the client, and the revision of the set.
    /// - Throws: ``CredentialError/Code/configuration`` when the set is gone.
    package func registration(
        of reference: CredentialSet.Reference
    ) async throws(CredentialError) -> (client: ClientRegistration, revision: Int) {
        let set = try await self.set(reference)
        return (try await self.open(set, of: set) { $0.contents }, set.revision)
    }

    /// The newest good revision of a credential set with a client identifier.
    ///
    /// - Returns: the set, and the number of the revision; `nil` when there is none that is not retired.
    /// - Throws: ``CredentialError/Code/configuration`` when the set is gone.
    package func revision(
        of reference: CredentialSet.Reference, clientID: String
    ) async throws(CredentialError) -> (set: CredentialSet, number: Int?) {
        let set = try await self.set(reference)
        if set.clientID == clientID { return (set, set.revision) }
        return (set, try await self.earlier(of: set, clientID: clientID)?.id.number)
    }

    /// Opens the client that minted a grant: the newest revision with its identifier that is not retired.
    ///
    /// - Parameter client: the client as the grant or the attempt names it; `nil` where the service does not use OAuth.
    /// - Returns: the client; `nil` for the platform's own.
    /// - Throws: ``CredentialError/Code/clientRetired`` when every revision with the identifier is retired,
    ///   ``CredentialError/Code/configuration`` when the set is gone.
    package func registration(of client: Grant.Client?) async throws(CredentialError) -> ClientRegistration? {
        guard let client, let reference = client.credentialSet else { return nil }
        let set = try await self.set(reference)
        if set.clientID == client.clientID {
            return try await self.open(set, of: set) { $0.contents }
        }
        guard let newest = try await self.earlier(of: set, clientID: client.clientID) else {
            throw CredentialError(.clientRetired, reauthorize: .clientRetired)
        }
        return try await self.open(newest, of: set) { $0.contents }
    }

    /// The newest of the good revisions with a client identifier that newer ones replaced.
    private func earlier(
        of set: CredentialSet, clientID: String
    ) async throws(CredentialError) -> CredentialSet.Revision? {
        do throws(StoreError) {
            return try await self.store.all(.revisions(of: set.id), in: set.account)
                .filter { $0.clientID == clientID && $0.retiredAt == nil }
                .max { $0.id.number < $1.id.number }
        } catch {
            throw CredentialError(error)
        }
    }

    private func set(_ reference: CredentialSet.Reference) async throws(CredentialError) -> CredentialSet {
        let set: CredentialSet?
        do throws(StoreError) {
            set = try await self.store.read(CredentialSet.self, reference.id, in: reference.account)
        } catch {
            throw CredentialError(error)
        }
        guard let set else {
            throw CredentialError(.configuration, "the credential set of this connection no longer exists")
        }
        return set
    }

    private func open<Value: StoredRecord>(
        _ record: Value, of set: CredentialSet, _ contents: (Value) -> CredentialSet.Contents
    ) async throws(CredentialError) -> ClientRegistration {
        // A public client has no secret, and its account perhaps no keys.
        guard contents(record).secret != nil else { return Self.registration(of: contents(record), secret: nil) }
        return try await self.keys.open(record) { (record, keys) throws(SealerError) in
            let contents = contents(record)
            var secret: Secret?
            if let sealed = contents.secret {
                secret = try keys.open(sealed, in: .credentialSet(set.id, account: set.account))
            }
            return Self.registration(of: contents, secret: secret)
        }
    }

    private static func registration(
        of contents: CredentialSet.Contents, secret: Secret?
    ) -> ClientRegistration {
        ClientRegistration(
            clientID: contents.clientID, secret: secret, authentication: contents.authentication,
            redirectURI: contents.redirectURI)
    }
}
