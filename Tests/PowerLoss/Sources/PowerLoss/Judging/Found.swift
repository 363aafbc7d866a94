import ConnectionsKit

/// The commits that the audit trails of a file name.
struct Found {
    private(set) var commits: Set<CommitID> = []
    /// Those of each account, in the order of its trail.
    private(set) var order: [AccountID: [CommitID]] = [:]

    /// Adds the trail of an account; that of the account that is shared comes first.
    ///
    /// - Throws: ``Fault`` when a commit is not there whole.
    mutating func add(_ trail: [AuditEntry], of account: AccountID, _ plan: Plan) throws {
        var rest = trail[...]
        var order: [CommitID] = []
        while let first = rest.first {
            guard let id = CommitID(subject: first.subject), let commit = plan.commit(id), !commit.isRefused else {
                throw Fault(.torn, "\(first.subject ?? "an entry") must not be there")
            }
            let entries = commit.changes.audit.filter { $0.account == account }
            guard Array(rest.prefix(entries.count)) == entries else {
                throw Fault(.torn, "\(id) is not whole in the trail of \(account)")
            }
            rest = rest.dropFirst(entries.count)
            order.append(id)
        }
        guard Set(order).count == order.count else { throw Fault(.torn, "a commit stands twice in \(account)") }
        self.order[account] = order
        self.commits.formUnion(order)
        try self.requireBoth(account, plan)
    }

    /// A commit to two accounts is there in both.
    private func requireBoth(_ account: AccountID, _ plan: Plan) throws {
        guard account != Plan.shared else { return }
        let (own, shared) = (Set(self.order[account] ?? []), Set(self.order[Plan.shared] ?? []))
        for id in own where plan.commit(id)?.changes.audit.contains(where: { $0.account == Plan.shared }) == true {
            if !shared.contains(id) { throw Fault(.torn, "\(id) is in \(account) alone") }
        }
        for id in shared where Plan.account(of: id.writer) == account && !own.contains(id) {
            throw Fault(.torn, "\(id) is in the shared account alone")
        }
    }
}
