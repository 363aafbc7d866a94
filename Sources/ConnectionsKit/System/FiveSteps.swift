// How every operation goes: load the records, ask the policy, let the lifecycle compute the new values, commit them with
// their audit record, publish. The steps in the middle are pure; after a conflict the operation begins again.

/// What an operation wants committed, and what it returns then.
package struct Planned<Value: Sendable>: Sendable {
    package var value: Value
    package var changes: ChangeSet

    package init(_ value: Value, _ changes: ChangeSet) {
        self.value = value
        self.changes = changes
    }
}

extension ConnectionSystem {
    /// Carries out an operation of `principal`.
    ///
    /// - Parameters:
    ///   - action: what it is.
    ///   - principal: who acts.
    ///   - plan: loads, decides and computes; called again after a conflict, with everything to be loaded anew.
    /// - Returns: the value of the plan that was committed.
    /// - Throws: ``ConnectionError``; a denial is audited.
    package func operate<Value: Sendable>(
        _ action: Action, as principal: Principal,
        _ plan: () async throws(ConnectionError) -> Planned<Value>
    ) async throws(ConnectionError) -> Value {
        do throws(InvalidInput) { try principal.validate() } catch { throw ConnectionError(error) }
        do throws(ConnectionError) {
            return try await self.commit(plan)
        } catch {
            if let decision = error.decision { await self.audit(denied: decision, action, principal) }
            throw error
        }
    }

    /// Commits what `plan` computes, and begins again after a conflict.
    package func commit<Value: Sendable>(
        _ plan: () async throws(ConnectionError) -> Planned<Value>
    ) async throws(ConnectionError) -> Value {
        for tries in 0... {
            let planned = try await plan()
            if planned.changes.isEmpty { return planned.value }
            do throws(StoreError) {
                self.broadcaster.publish(try await self.store.commit(planned.changes, with: self.sealer))
                return planned.value
            } catch {
                guard error.conflict != nil, tries < self.configuration.conflictRetries else {
                    throw ConnectionError(error)
                }
            }
        }
        throw ConnectionError(.conflict, "The record keeps changing.", remedy: "Repeat later.")
    }

    /// Asks the policy, and throws its denial.
    package func require(_ request: PolicyRequest) throws(ConnectionError) {
        let decision = self.policy.decide(request)
        guard decision.isAllowed else { throw ConnectionError(decision) }
    }

    /// Computes a new value, and maps the refusal of a state machine.
    package func advance<Value>(
        _ transition: () throws(IllegalTransition) -> Value
    ) throws(ConnectionError) -> Value {
        do throws(IllegalTransition) { return try transition() } catch { throw ConnectionError(error) }
    }

    /// Reads a record that must exist.
    package func load<Value: StoredRecord>(
        _ type: Value.Type = Value.self, _ key: Value.Key, in account: AccountID, _ what: String
    ) async throws(ConnectionError) -> Value {
        guard let value = try await self.find(type, key, in: account) else { throw .notFound(what) }
        return value
    }

    /// Reads a record that may exist.
    package func find<Value: StoredRecord>(
        _ type: Value.Type = Value.self, _ key: Value.Key, in account: AccountID
    ) async throws(ConnectionError) -> Value? {
        do throws(StoreError) { return try await self.store.read(type, key, in: account) } catch {
            throw ConnectionError(error)
        }
    }

    /// Reads the first record of a query.
    package func first<Value: StoredRecord>(
        _ query: Query<Value>, in account: AccountID
    ) async throws(ConnectionError) -> Value? {
        do throws(StoreError) { return try await self.store.first(query, in: account) } catch {
            throw ConnectionError(error)
        }
    }

    /// Reads all records of a query.
    package func all<Value: StoredRecord>(
        _ query: Query<Value>, in account: AccountID
    ) async throws(ConnectionError) -> [Value] {
        do throws(StoreError) { return try await self.store.all(query, in: account) } catch {
            throw ConnectionError(error)
        }
    }

    /// An audit entry of something that `principal` did in their account.
    package func entry(
        _ action: Action, by principal: Principal, connection: Connection.ID? = nil, grant: Grant.ID? = nil,
        subject: String? = nil, outcome: AuditEntry.Outcome = .allowed, changed: [String] = []
    ) -> AuditEntry {
        AuditEntry(
            account: principal.account, at: self.time.now(),
            actor: .user(principal.user, account: principal.account, role: principal.role), action: action,
            connection: connection, grant: grant, subject: subject, outcome: outcome, changed: changed)
    }

    private func audit(denied decision: Decision, _ action: Action, _ principal: Principal) async {
        await self.audit(
            self.entry(
                action, by: principal, subject: decision.request.connection.map { "connection:\($0.name)" },
                outcome: .denied(rules: decision.refusals.map(\.rule.rawValue))))
    }

    /// Writes down what did not happen, in a commit of its own.
    ///
    /// A refusal stands whether or not it could be written down.
    package func audit(_ entry: AuditEntry) async {
        var changes = ChangeSet()
        changes.record(entry)
        if let records = try? await self.store.commit(changes, with: self.sealer) { self.broadcaster.publish(records) }
    }
}
