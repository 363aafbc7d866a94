/// One flight of a refresh, from the look at the stored tokens to the commit of the new ones.
///
/// The order is what makes it survive a crash: acquire the lease, read again, hold the keys, say durably that the call is
/// about to be made, call with a deadline inside the lease, seal, commit. Nothing that can fail stands between the answer
/// and its commit.
struct RefreshEngine: Sendable {
    let store: any ConnectionStore
    let sealer: any SecretSealer
    let keys: DataKeyDirectory
    let providers: [AuthenticationMethod: any CredentialProvider]
    let catalogue: Catalogue
    let time: TimeSource
    let random: RandomSource
    let settings: RefreshSettings
    let allowsLoopbackHTTP: Bool
    let unsaved = UnsavedTokens()

    init(
        store: any ConnectionStore, sealer: any SecretSealer, keys: DataKeyDirectory,
        providers: [AuthenticationMethod: any CredentialProvider], catalogue: Catalogue, time: TimeSource,
        random: RandomSource, settings: RefreshSettings, allowsLoopbackHTTP: Bool
    ) {
        self.store = store
        self.sealer = sealer
        self.keys = keys
        self.providers = providers
        self.catalogue = catalogue
        self.time = time
        self.random = random
        self.settings = settings
        self.allowsLoopbackHTTP = allowsLoopbackHTTP
    }

    func run(_ target: RefreshTarget, need: RefreshNeed) async -> Landing {
        do throws(CredentialError) {
            return Landing(.success(try await self.fresh(target, need: need)))
        } catch {
            return Landing(.failure(error), lasting: await self.lasting(target, after: error))
        }
    }

    private func fresh(_ target: RefreshTarget, need: RefreshNeed) async throws(CredentialError) -> FreshTokens {
        var waited = Duration.zero
        var isNew = false
        while true {
            try await self.saveWhatIsUnsaved(target)
            let (grant, tokens) = try await self.load(target)
            if isNew || need.isMet(by: tokens, at: self.time.now()) {
                return try await self.landed(target, tokens, isNew: isNew)
            }
            if tokens.isUnexpired(at: self.time.now()) {
                try need.requireMeetable(by: tokens, at: self.time.now())
            }
            try self.requireRefreshable(tokens)
            // Before the commit: the store's count begins during it, and the call must end within the lease.
            let acquired = self.time.now()
            do throws(StoreError) {
                try await self.take(.acquire(epoch: tokens.lease.epoch, duration: self.settings.lease), grant)
            } catch {
                guard error.conflict == .epoch else { throw CredentialError(error) }
                try await self.waitForOtherHolder(after: waited)
                waited += self.settings.poll
                continue
            }
            isNew = try await self.refresh(grant, need: need, epoch: tokens.lease.epoch + 1, acquired: acquired)
        }
    }

    /// The tokens as they are stored, when they still last although their refresh failed for now; read once for all who
    /// wait for the flight.
    private func lasting(_ target: RefreshTarget, after error: CredentialError) async -> FreshTokens? {
        if [.needsReauthorization, .notUsable, .cancelled].contains(error.code) { return nil }
        do throws(CredentialError) {
            let tokens = try await self.loadTokens(target)
            guard tokens.isUnexpired(at: self.time.now()) else { return nil }
            return try await self.landed(target, tokens, isNew: false)
        } catch {
            return nil
        }
    }

    /// Waits a little; `waited`, how long the flight has done so already, is counted in sleeps, since the clock may jump.
    ///
    /// - Throws: ``CredentialError/Code/transient`` when it has been too long.
    private func waitForOtherHolder(after waited: Duration) async throws(CredentialError) {
        guard waited < self.settings.maximumWait else {
            throw CredentialError(.transient, "another process has been refreshing this authorization for too long")
        }
        do {
            try await self.time.sleep(self.settings.poll)
        } catch {
            throw CredentialError(.cancelled, "the refresh was cancelled")
        }
    }
}
