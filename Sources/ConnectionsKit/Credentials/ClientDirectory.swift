/// Finds and opens the OAuth clients of developers.
package struct ClientDirectory: Sendable {
    package var store: any ConnectionStore
    package var sealer: any SecretSealer

    package init(store: any ConnectionStore, sealer: any SecretSealer) {
        self.store = store
        self.sealer = sealer
    }

    /// Opens the credential set that `reference` names.
    ///
    /// - Returns: the client, and the revision of the set.
    /// - Throws: ``CredentialError/Code/configuration`` when the set is gone.
    package func registration(
        of reference: CredentialSet.Reference
    ) async throws(CredentialError) -> (client: ClientRegistration, revision: Int) {
        let set: CredentialSet?
        do throws(StoreError) {
            set = try await self.store.read(CredentialSet.self, reference.id, in: reference.account)
        } catch {
            throw CredentialError(error)
        }
        guard let set else {
            throw CredentialError(.configuration, "the credential set of this connection no longer exists")
        }
        do throws(SealerError) {
            let keys = try await self.sealer.keys(for: set.account)
            var secret: Secret?
            if let sealed = set.secret {
                secret = try keys.open(sealed, in: .credentialSet(set.id, account: set.account))
            }
            let client = ClientRegistration(
                clientID: set.clientID, secret: secret, authentication: set.authentication, redirectURI: set.redirectURI
            )
            return (client, set.revision)
        } catch {
            throw CredentialError(error)
        }
    }
}
