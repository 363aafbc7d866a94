public import ConnectionsKit

extension AuditEntry {
    /// An entry of an allowed action.
    public static func fixture(
        in account: AccountID = .fixture, action: Action = .createConnection, subject: String? = nil,
        changed: [String] = []
    ) -> AuditEntry {
        AuditEntry(
            account: account, at: .fixture, actor: .user(.fixture, account: account, role: .developer), action: action,
            subject: subject, changed: changed)
    }
}
