/// The call of the token endpoint, with everything prepared before it and announced.
extension RefreshEngine {
    /// - Returns: whether a call was made and its tokens are stored.
    func refresh(
        _ seen: Grant, need: RefreshNeed, epoch: Int, acquired: Timestamp
    ) async throws(CredentialError) -> Bool {
        let grant: Grant
        let tokens: TokenState
        do throws(CredentialError) {
            (grant, tokens) = try await self.load(RefreshTarget(grant: seen.id, account: seen.account))
        } catch {
            await self.give(back: epoch, seen)
            throw error
        }
        guard tokens.lease.epoch == epoch else { return false }
        if need.isMet(by: tokens, at: self.time.now()) {
            await self.give(back: epoch, grant)
            return false
        }
        let call: PreparedCall
        do throws(CredentialError) {
            call = try await self.prepare(grant, tokens)
        } catch {
            guard error.code == .clientRetired else { throw await self.recordUnprepared(error, grant, tokens, epoch) }
            // As final as the service's own word, and nobody needs to be asked.
            try await self.record(error, grant, tokens, epoch: epoch, leaseEnd: acquired + self.settings.lease)
            return false
        }
        do throws(StoreError) {
            try await self.take(.intend(epoch: epoch, tokenVersion: tokens.tokenVersion), grant)
        } catch {
            // After a conflict another holder's late tokens are stored, or the lease is another's and stays that.
            await self.give(back: epoch, grant)
            if error.conflict == .epoch { return false }
            throw CredentialError(error)
        }
        let spent = self.time.now() - acquired
        let limit = min(self.settings.callLimit, self.settings.lease - self.settings.margin - spent)
        guard limit > .zero else {
            await self.give(back: epoch, grant)
            throw CredentialError(.transient, "preparing the refresh took longer than its lease")
        }
        let answer = await withDeadline(limit, time: self.time) {
            await call.perform(limit: limit)
        } late: { answer in
            // The answer came after all. The call is still announced unless another holder has begun one.
            guard case .success(let obtained) = answer else { return }
            _ = try? await self.store(obtained, of: call, tokens.tokenVersion, epoch)
        }
        switch answer ?? .failure(CredentialError(.outcomeUnknown, "the service did not answer within \(limit)")) {
        case .success(let obtained):
            return try await self.store(obtained, of: call, tokens.tokenVersion, epoch)
        case .failure(var error):
            // A cancelled call may have arrived; and it is not the callers who were cancelled.
            if error.code == .cancelled { error.code = .outcomeUnknown }
            try await self.record(error, grant, tokens, epoch: epoch, leaseEnd: acquired + self.settings.lease)
            return false
        }
    }

    private func prepare(_ grant: Grant, _ tokens: TokenState) async throws(CredentialError) -> PreparedCall {
        guard let connector = self.catalogue[grant.connector],
            let provider = self.providers[connector.authentication.method]
        else {
            throw CredentialError(.configuration, "no provider serves the connector \"\(grant.connector)\"")
        }
        let serving = try connector.serving(grant)
        let client = try await ClientDirectory(store: self.store, keys: self.keys).registration(of: grant.client)
        return try await self.keys.open(tokens) { (tokens, keys) throws(SealerError) in
            guard let sealed = tokens.refresh else { throw SealerError(.malformed, "there is no refresh token") }
            let refreshToken = try keys.open(sealed, in: grant.sealContext(.refresh))
            // Keys that cannot seal would lose the answer.
            _ = try keys.seal(refreshToken, in: grant.sealContext(.refresh))
            return PreparedCall(
                provider: provider, connector: serving, client: client, grant: grant, refreshToken: refreshToken,
                keys: keys)
        }
    }
}
