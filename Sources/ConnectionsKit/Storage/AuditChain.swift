extension ConnectionStore {
    /// Commits a change set whose audit entries are chained under the keys of their accounts.
    ///
    /// - Throws: ``StoreError``; ``StoreError/Code/unavailable`` when the keys cannot be had.
    @discardableResult
    package func commit(_ changes: ChangeSet, with sealer: any SecretSealer) async throws(StoreError) -> [AuditRecord] {
        var keys: [AccountID: any AuditKey] = [:]
        for account in Set(changes.audit.map(\.account)) {
            do throws(SealerError) {
                keys[account] = try await sealer.auditKey(for: account)
            } catch {
                throw StoreError(.unavailable, "the key of the audit trail cannot be had", cause: error)
            }
        }
        let ready = keys
        return try await self.commit(changes) { sequence, previous, entry in
            ready[entry.account]?.authenticate(AuditChain.message(sequence, previous, entry)) ?? []
        }
    }
}

/// How an audit trail is chained: each record's code authenticates its account, its number, the code before it and all of
/// its entry.
package enum AuditChain {
    /// The bytes that a record's code authenticates; no two records share them.
    package static func message(_ sequence: Int, _ previous: [UInt8], _ entry: AuditEntry) -> [UInt8] {
        var parts: [[UInt8]] = []
        func add(_ text: String?) { parts.append(text.map { [1] + Array($0.utf8) } ?? [0]) }
        add("connectionskit.audit.1")
        add(entry.account.text)
        add(String(sequence))
        parts.append(previous)
        add(String(entry.at.milliseconds))
        switch entry.actor {
        case .user(let user, let account, let role):
            for text in ["user", user.text, account.text, role.rawValue] { add(text) }
        case .platform(let user): for text in ["platform", user.text] { add(text) }
        case .system: add("system")
        }
        add(entry.action.rawValue)
        add(entry.connection?.description)
        add(entry.grant?.description)
        add(entry.subject)
        switch entry.outcome {
        case .allowed: add("allowed")
        case .denied(let rules): for text in ["denied", String(rules.count)] + rules { add(text) }
        case .failed(let code): for text in ["failed", code] { add(text) }
        }
        for field in entry.changed { add(field) }
        return parts.flatMap(\.lengthPrefixed)
    }
}
