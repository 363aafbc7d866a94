// The rotation of keys, beside everything else that goes on: it can be cut off at any moment and begun again, since the store
// says what is left to do.
extension ConnectionSystem {
    /// Counts what a rotation of keys would do; nothing is changed and no key unwrapped.
    ///
    /// For ``KeyRotation/secrets`` every record with a secret is read.
    ///
    /// - Parameter rotation: how far it goes.
    /// - Returns: the plan.
    /// - Throws: ``ConnectionError``.
    public func planKeyRotation(
        _ rotation: KeyRotation = .wrapping
    ) async throws(ConnectionError) -> KeyRotationPlan {
        var plan = KeyRotationPlan(rotation, writing: try await self.writingKey())
        var last: AccountID?
        while true {
            let accounts = try await self.accounts(after: last)
            for account in accounts {
                let keys = try await self.all(.dataKeys, in: account)
                if keys.isEmpty { continue }
                plan.accounts += 1
                for key in keys {
                    plan.dataKeys[key.wrapped.wrappingKey, default: 0] += 1
                    if !key.isWriting { plan.unfinished += 1 }
                }
                guard rotation == .secrets else { continue }
                for place in SealedColumn.Place.allCases {
                    var walk = SealedWalk(system: self, account: account, place: place)
                    while let page = try await walk.next(limit: 500) {
                        for secret in page.flatMap(\.secrets) {
                            if let key = self.sealer.dataKey(of: secret) { plan.secrets[key, default: 0] += 1 }
                        }
                    }
                }
            }
            guard let end = accounts.last else { return plan }
            last = end
        }
    }

    /// Rotates keys while everything goes on.
    ///
    /// Refreshes go on beside it, in this process and in others, and nothing that they bring is lost. A call that is cut off
    /// is made again, with the same rotation: it goes on where the other ended. Several calls at once do no harm. With
    /// ``KeyRotation/secrets`` an account's old data key is destroyed once nothing is sealed with it any more, and nothing
    /// can be; copies of the store made before open with their own copies of the keys alone.
    ///
    /// - Parameters:
    ///   - rotation: how far it goes.
    ///   - person: who of the platform does it; the trail of each account names them.
    ///   - settings: how the store is spared.
    ///   - progress: told after each batch; it waits for it.
    /// - Returns: what was done. Where a data key cannot be unwrapped, or a secret cannot be opened, its account is named as
    ///   unfinished and the others go on.
    /// - Throws: ``ConnectionError``, when the store or the keys cannot be reached, or the task was cancelled.
    @discardableResult
    public func rotateKeys(
        _ rotation: KeyRotation = .wrapping, by person: UserID, settings: KeyRotation.Settings = .init(),
        progress: (KeyRotationProgress) async -> Void = { _ in }
    ) async throws(ConnectionError) -> KeyRotationReport {
        do throws(InvalidInput) {
            try person.validate(field: "person")
            try settings.validate()
        } catch {
            throw ConnectionError(error)
        }
        var pass = RotationPass(
            system: self, actor: .platform(person), settings: settings, writing: try await self.writingKey())
        if rotation == .secrets {
            let start = try await self.start(of: self.time.now())
            try await self.eachAccount(&pass) { (account, pass) async throws(ConnectionError) in
                try await pass.replaceDataKey(of: account, madeBefore: start)
                await progress(pass.report.done)
            }
        }
        try await self.eachAccount(&pass) { (account, pass) async throws(ConnectionError) in
            try await pass.wrapDataKeys(of: account)
            if rotation == .secrets {
                try await pass.sealAnew(account, progress)
            }
            pass.report.done.accounts += 1
            await progress(pass.report.done)
        }
        return pass.report
    }

    private func eachAccount(
        _ pass: inout RotationPass, _ body: (AccountID, inout RotationPass) async throws(ConnectionError) -> Void
    ) async throws(ConnectionError) {
        var last: AccountID?
        while true {
            let accounts = try await self.accounts(after: last)
            for account in accounts where !pass.failed.contains(account) {
                if Task.isCancelled { throw ConnectionError(.cancelled, "The task was cancelled.") }
                do throws(ConnectionError) {
                    try await body(account, &pass)
                } catch {
                    // Away for all, or of this account alone.
                    guard [.wrongKey, .corrupt, .conflict].contains(error.code) else { throw error }
                    pass.failed.insert(account)
                    pass.report.add(account, error.description)
                }
            }
            guard let end = accounts.last else { return }
            last = end
        }
    }

    /// When the rotation began that is under way, or the moment at which one begins now: later than every data key there is.
    ///
    /// A key that a rotation makes has its beginning as its own: one that is cut off is told from a new one by that.
    private func start(of now: Timestamp) async throws(ConnectionError) -> Timestamp {
        var newest: Timestamp?
        var last: AccountID?
        while true {
            let accounts = try await self.accounts(after: last)
            for account in accounts {
                let keys = try await self.all(.dataKeys, in: account)
                guard let writing = keys.first(where: \.isWriting) else { continue }
                if keys.count > 1 { return writing.createdAt }
                newest = max(newest ?? writing.createdAt, writing.createdAt)
            }
            guard let end = accounts.last else { break }
            last = end
        }
        return newest.map { max(now, $0 + .milliseconds(1)) } ?? now
    }

    private func accounts(after account: AccountID?) async throws(ConnectionError) -> [AccountID] {
        do throws(StoreError) { return try await self.store.accounts(after: account, limit: 500) } catch {
            throw ConnectionError(error)
        }
    }

    private func writingKey() async throws(ConnectionError) -> String {
        do throws(SealerError) { return try await self.sealer.wrappingKeys().writing } catch {
            throw ConnectionError(error)
        }
    }
}
