/// Reading what is stored, and whether it may be handed out or refreshed.
extension RefreshEngine {
    /// The stored tokens of a grant, when they meet `need` as they are; `nil` when a refresh is called for.
    @inline(never)
    func stored(_ target: RefreshTarget, need: RefreshNeed) async throws(CredentialError) -> FreshTokens? {
        let tokens = try await self.loadTokens(target)
        guard need.isMet(by: tokens, at: self.time.now()) else { return nil }
        return try await self.open(target, tokens, try await self.keys.opening(for: target.account))
    }

    func load(_ target: RefreshTarget) async throws(CredentialError) -> (Grant, TokenState) {
        (try await self.loadGrant(target), try await self.loadTokens(target))
    }

    /// The grant, which may be used.
    func loadGrant(_ target: RefreshTarget) async throws(CredentialError) -> Grant {
        let grant: Grant?
        do throws(StoreError) {
            grant = try await self.store.read(Grant.self, target.grant, in: target.account)
        } catch {
            throw CredentialError(error)
        }
        guard let grant else { throw CredentialError(.notUsable, "the authorization no longer exists") }
        try Self.requireUsable(grant)
        return grant
    }

    func loadTokens(_ target: RefreshTarget) async throws(CredentialError) -> TokenState {
        let tokens: TokenState?
        do throws(StoreError) {
            tokens = try await self.store.read(TokenState.self, target.grant, in: target.account)
        } catch {
            throw CredentialError(error)
        }
        guard let tokens else {
            throw CredentialError(.notUsable, "the tokens of the authorization no longer exist")
        }
        return tokens
    }

    private static func requireUsable(_ grant: Grant) throws(CredentialError) {
        switch grant.status {
        case .authorized: return
        case .needsReauthorization(let cause): throw CredentialError(reauthorize: cause)
        case .suspended, .revoked, .superseded:
            throw CredentialError(.notUsable, "the authorization is not in use any more")
        }
    }

    func requireRefreshable(_ tokens: TokenState) throws(CredentialError) {
        guard tokens.refresh != nil else {
            throw CredentialError(reauthorize: .noRefreshToken)
        }
        // No call after a terminal verdict, nor before the time that the last failure set.
        if let failure = tokens.health.lastFailure {
            if failure.kind == .terminal {
                throw CredentialError(reauthorize: .refreshRefused)
            }
            if let retryAt = tokens.health.retryAt, self.time.now() < retryAt {
                var error = CredentialError(
                    failure.kind == .configuration ? .configuration : .transient,
                    "the last refresh failed (\(failure.code)); the next is tried at \(retryAt)",
                    providerCode: failure.code)
                error.retryAt = retryAt
                throw error
            }
        }
    }

    /// Opens the access token for all who wait for a flight.
    func landed(_ target: RefreshTarget, _ tokens: TokenState, isNew: Bool) async throws(CredentialError) -> FreshTokens
    {
        let keys = try await self.keys.opening(for: target.account)
        // Before the grant: whoever was checked at this revision finds in the grant what came after it.
        let revision: Int
        do throws(StoreError) { revision = try await self.store.revision(of: target.account) } catch {
            throw CredentialError(error)
        }
        return try await self.open(target, tokens, keys, isNew: isNew, revision: revision)
    }

    /// Opens the access token, and reads the status again once the keys are there: what was revoked while they were
    /// fetched is not handed out.
    private func open(
        _ target: RefreshTarget, _ tokens: TokenState, _ keys: HeldKeys, isNew: Bool = false,
        revision: Int? = nil
    ) async throws(CredentialError) -> FreshTokens {
        let grant = try await self.loadGrant(target)
        guard let connector = self.catalogue[grant.connector] else {
            throw CredentialError(.configuration, "no provider serves the connector \"\(grant.connector)\"")
        }
        let access: Secret
        do throws(SealerError) { access = try keys.open(tokens.access, in: grant.sealContext(.access)) } catch {
            // Sealed anew since they were read, and the old key is gone: what is stored now opens.
            let current = try await self.loadTokens(target)
            guard error.code == .unknownKey, current.version != tokens.version else { throw CredentialError(error) }
            return try await self.open(
                target, current, try await self.keys.opening(for: target.account), isNew: isNew, revision: revision)
        }
        return try FreshTokens(
            grant: grant, tokens: tokens, access: access, connector: connector,
            allowsLoopbackHTTP: self.allowsLoopbackHTTP, isNew: isNew, revision: revision)
    }
}
