import ConnectionsKit

extension Listing {
    /// One row for each account of which anything was written down.
    static let accounts = Listing(
        columns: [
            Column("account", "ACCOUNT"), Column("side", "SIDE"), Column("revision", "REVISION"),
            Column("auditStart", "TRAIL FROM"),
        ],
        ways: [.account],
        reader: .paged { source, account, _, _ in
            let develops = try await source.store.first(.applications, in: account) != nil
            let installs = try await source.store.first(.installations, in: account) != nil
            let side: Cell =
                switch (develops, installs) {
                case (true, true): .text("both")
                case (true, false): .text("console")
                case (false, true): .text("client")
                case (false, false): .none
                }
            let revision = try await source.store.revision(of: account)
            let start = try await source.store.auditStart(of: account)
            return Page(
                elements: [[.text(account.text), side, .number(revision), .number(start.sequence + 1)]], next: nil)
        })
}
