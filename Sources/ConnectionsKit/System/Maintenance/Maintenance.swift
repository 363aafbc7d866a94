/// The background work of the library.
///
/// The host owns it: it runs while ``run()`` does, or when ``runOnce()`` is called.
public struct Maintenance: Sendable {
    let system: ConnectionSystem
    var settings: Settings { self.system.configuration.maintenance }

    init(_ system: ConnectionSystem) {
        self.system = system
    }

    /// The times and sizes of maintenance.
    public struct Settings: Sendable, Hashable {
        /// How long to rest between rounds; a round that got a whole batch done is followed by the next at once.
        public var interval: Duration = .seconds(30)
        /// How many refreshes and how many duties one round takes on at most, in turns over the accounts; 1 to 1,000.
        public var batch = 200
        /// How many calls to services are under way at once.
        public var concurrency = 8
        /// How often a service may refuse a revocation before it is given up.
        public var revocationTries = 12
        /// How often a revocation is tried in all that fails for another reason, such as a service that is away,
        /// before it is given up.
        ///
        /// With the usual longest back-off these are ten days. Refusals, and looks for grants in use, use it up too,
        /// each by its part. Failures of the host's own, such as a store or keys that are away, never do.
        public var revocationPatience = 240
        /// The longest wait between two tries of a revocation.
        public var longestRevocationBackOff: Duration = .seconds(60 * 60)
        /// How often to look whether a revocation that could end a grant in use, of a person whom the service did not tell,
        /// has become possible, before it is left out.
        public var reachLooks = 30
        /// How long to wait between those looks.
        public var reachRest: Duration = .seconds(24 * 60 * 60)
        /// How long to leave the tokens of a grant alone that is suspended or revoked.
        public var unusedRest: Duration = .seconds(24 * 60 * 60)
        /// For how long an attempt is remembered after its deadline, so that a late callback is told that it is late.
        public var attemptRetention: Duration = .seconds(60 * 60)
        /// For how long an invitation that nobody accepted is kept after it ran out, so that it can be sent again.
        public var invitationRetention: Duration = .seconds(30 * 24 * 60 * 60)
        /// How many audit records one commit removes at most; 1 to 1,000.
        public var auditTrimBatch = 1_000
        /// How long to rest after all audit trails were looked at for records that are too old.
        public var retentionRest: Duration = .seconds(60 * 60)

        /// The usual settings.
        public init() {}
    }

    /// What one round did.
    public struct Report: Sendable, Hashable {
        /// How many grants were refreshed ahead of their end.
        public var refreshed = 0
        /// How many refreshes failed; the grants' health says why.
        public var refreshesFailed = 0
        /// How many duties were done for good.
        public var dutiesDone = 0
        /// How many duties are to be tried again.
        public var dutiesPostponed = 0
        /// How many attempts were forgotten.
        public var attemptsRemoved = 0
        /// How many invitations that nobody accepted were removed.
        public var invitationsRemoved = 0
        /// How many audit records were removed, since they were older than ``ConnectionSystem/Configuration/auditRetention``.
        public var auditRecordsTrimmed = 0

        /// How much of one kind was done for good.
        fileprivate var largestShare: Int { max(self.refreshed, self.dutiesDone, self.attemptsRemoved) }

        mutating func add(_ other: Report) {
            self.refreshed += other.refreshed
            self.refreshesFailed += other.refreshesFailed
            self.dutiesDone += other.dutiesDone
            self.dutiesPostponed += other.dutiesPostponed
            self.attemptsRemoved += other.attemptsRemoved
            self.invitationsRemoved += other.invitationsRemoved
            self.auditRecordsTrimmed += other.auditRecordsTrimmed
        }
    }

    /// Works until the task is cancelled; what is under way then is brought to its end.
    ///
    /// - Parameter onFailure: told of each round in which a kind of work could not be read from the store; the next round
    ///   tries it again. It is called between rounds, which wait for it.
    public func run(onFailure: @Sendable (ConnectionError) -> Void = { _ in }) async {
        while !Task.isCancelled {
            var report = Report()
            do throws(ConnectionError) {
                report = try await self.runOnce()
            } catch {
                onFailure(error)
            }
            // A round that got a batch done has likely left some; one that failed at everything rests.
            if report.largestShare >= max(1, self.settings.batch) { continue }
            do { try await self.system.time.sleep(self.settings.interval) } catch { break }
        }
        // The last chance of what the store did not take; not this task's to cancel.
        let coordinator = self.system.coordinator
        await Task { await coordinator.saveUnsaved() }.value
    }

    /// Does what is due now, and returns.
    ///
    /// - Returns: what was done.
    /// - Throws: the first ``ConnectionError`` of a kind of work that could not be read; the other kinds were done.
    @discardableResult
    public func runOnce() async throws(ConnectionError) -> Report {
        await self.system.coordinator.saveUnsaved()
        var report = Report()
        var failure: ConnectionError?
        do throws(ConnectionError) { report.add(try await self.forgetAttempts()) } catch { failure = failure ?? error }
        do throws(ConnectionError) { report.add(try await self.performDuties()) } catch { failure = failure ?? error }
        do throws(ConnectionError) { report.add(try await self.refreshAhead()) } catch { failure = failure ?? error }
        do throws(ConnectionError) { report.add(try await self.removeInvitations()) } catch {
            failure = failure ?? error
        }
        do throws(ConnectionError) { report.add(try await self.trimTrails()) } catch { failure = failure ?? error }
        if let failure { throw failure }
        return report
    }

    // MARK: - The kinds of work

    private func forgetAttempts() async throws(ConnectionError) -> Report {
        let moment = self.system.time.now() - self.settings.attemptRetention
        var report = Report()
        for attempt in try await self.due(Attempt.self, .attempts, at: moment) {
            var changes = ChangeSet()
            changes.delete(attempt)
            // Whoever else removed it has done the same.
            if (try? await self.system.store.commit(changes, with: self.system.sealer)) != nil {
                report.attemptsRemoved += 1
            }
        }
        return report
    }

    private func performDuties() async throws(ConnectionError) -> Report {
        let duties = try await self.due(Duty.self, .duties, at: self.system.time.now())
        let worker = DutyWorker(system: self.system)
        return await self.inParallel(self.share(of: duties) { $0.account }) { duty in
            var report = Report()
            switch await worker.perform(duty) {
            case .done: report.dutiesDone = 1
            case .postponed: report.dutiesPostponed = 1
            case .taken: break
            }
            return report
        }
    }

    private func refreshAhead() async throws(ConnectionError) -> Report {
        let tokens = try await self.due(TokenState.self, .refreshes, at: self.system.time.now())
        return await self.inParallel(self.share(of: tokens) { $0.account }) { tokens in
            var report = Report()
            do throws(CredentialError) {
                _ = try await self.system.coordinator.tokens(of: tokens.grant, in: tokens.account, need: .ahead)
                report.refreshed = 1
            } catch {
                if error.code != .notUsable { report.refreshesFailed = 1 }
                // One whose client was retired may be condemned without a verdict on its tokens.
                if [.notUsable, .needsReauthorization].contains(error.code) { await self.postpone(tokens) }
            }
            return report
        }
    }

    /// Takes tokens of a grant that is not in use out of the way of those that are.
    private func postpone(_ tokens: TokenState) async {
        var changes = ChangeSet()
        changes.refresh(
            tokens.grant, in: tokens.account, .postpone(until: self.system.time.now() + self.settings.unusedRest))
        // What could not be put off is asked again in the next round.
        _ = try? await self.system.store.commit(changes, with: self.system.sealer)
    }

    func due<Value: StoredRecord>(
        _ type: Value.Type, _ work: DueWork, at moment: Timestamp
    ) async throws(ConnectionError) -> [Value] {
        do throws(StoreError) {
            return try await self.system.store.due(work, at: moment, limit: Self.sight).compactMap(Value.init)
        } catch {
            throw ConnectionError(error)
        }
    }

    /// How much of what is due a round looks at, the most that a store is asked for: the further it sees, the fairer it is.
    private static let sight = 1_000

    /// What one round takes on of what is due: a batch, in turns over the accounts.
    private func share<Item>(of due: [Item], by account: (Item) -> AccountID) -> [Item] {
        Array(due.fairly(by: account).prefix(max(1, self.settings.batch)))
    }

    func inParallel<Item: Sendable>(
        _ items: [Item], _ body: @escaping @Sendable (Item) async -> Report
    ) async -> Report {
        await withTaskGroup(of: Report.self) { group in
            var report = Report()
            var rest = items[...]
            // Each in a task of its own: a cancellation lets what is under way come to its end, and begins nothing more.
            func start(_ item: Item) { group.addTask { await Task { await body(item) }.value } }
            for item in rest.prefix(max(1, self.settings.concurrency)) { start(item) }
            rest = rest.dropFirst(max(1, self.settings.concurrency))
            while let done = await group.next() {
                report.add(done)
                if !Task.isCancelled, let item = rest.popFirst() { start(item) }
            }
            return report
        }
    }
}

extension Array {
    /// The elements in turns over their groups, so that a group with many does not keep the others waiting.
    fileprivate func fairly<Key: Hashable>(by key: (Element) -> Key) -> [Element] {
        var order: [Key: Int] = [:]
        var turns: [Key: Int] = [:]
        let ranked = self.map { element in
            let key = key(element)
            let group = order[key] ?? order.count
            order[key] = group
            turns[key, default: 0] += 1
            return (turn: turns[key] ?? 0, group: group, element: element)
        }
        return ranked.sorted { ($0.turn, $0.group) < ($1.turn, $1.group) }.map(\.element)
    }
}
