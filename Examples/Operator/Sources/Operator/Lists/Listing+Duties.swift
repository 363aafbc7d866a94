import ConnectionsKit

extension Listing {
    /// What is still to be done. The store tells it over all accounts, soonest first and a thousand at most, so that there is
    /// no next page.
    static let duties = Listing(
        columns: [
            Column("account", "ACCOUNT"), Column("id", "ID"), Column("work", "WORK"), Column("target", "OF"),
            Column("dueAt", "DUE"), Column("tries", "TRIES"), Column("status", "STATUS"),
        ],
        ways: [.account, .status], statuses: ["overdue", "planned"],
        reader: .atOnce { source in
            let now = Desk.current.time.now()
            let duties = try await source.store.due(.duties, at: .distantFuture, limit: 1_000).compactMap { Duty($0) }
            return duties.compactMap { duty in
                let status = duty.dueAt <= now ? "overdue" : "planned"
                guard source.filter.account == nil || source.filter.account == duty.account,
                    source.filter.admits(status: status)
                else { return nil }
                return [
                    .text(duty.account.text), .text(duty.id.description), .text(duty.work.word),
                    .text(duty.work.target), .moment(duty.dueAt), .number(duty.tries), .text(status),
                ]
            }
        })
}

extension Duty.Work {
    /// What is to be done, in a word.
    var word: String {
        switch self {
        case .revoke: "revoke"
        case .sweep: "sweep"
        case .depart: "depart"
        }
    }

    /// To what.
    var target: String {
        switch self {
        case .revoke(let grant): "grant:\(grant)"
        case .sweep(let installation): "installation:\(installation)"
        case .depart(let user): "user:\(user)"
        }
    }
}

extension Timestamp {
    /// After everything.
    static let distantFuture = Timestamp(milliseconds: .max)
}
