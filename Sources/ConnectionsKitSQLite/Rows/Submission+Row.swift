import ConnectionsKit

extension Submission: TableRecord {
    static let table = Table(
        "submissions", key: ["id"],
        columns: [
            "developer", "application", "application_name", "release", "release_number", "status", "reason",
            "submitted_at", "submitted_by", "decided_at",
        ])

    init(row: inout Row) throws(SQLiteFailure) {
        let account: AccountID = try row.hostID()
        let id: ID = try row.id()
        let (developer, application): (AccountID, ApplicationID) = (try row.hostID(), try row.hostID())
        let name = try row.text()
        let (releaseID, number): (Release.ID, Int) = (try row.id(), try row.int())
        let (status, reason): (Status, String?) = (try row.named(), try row.optionalText())
        let (submittedAt, submittedBy): (Timestamp, UserID) = (try row.timestamp(), try row.hostID())
        // A submission is made of the release that is submitted.
        let release = Release(
            id: releaseID, account: developer, application: application, applicationName: name, number: number,
            connections: [], allowsPortalUsers: false, createdAt: submittedAt, createdBy: submittedBy)
        self.init(id: id, account: account, release: release, submittedAt: submittedAt, submittedBy: submittedBy)
        self.status = status
        self.reason = reason
        self.decidedAt = try row.optionalTimestamp()
        self.version = try row.int()
    }

    func bind(to binder: inout Binder) {
        binder.add(
            self.account, self.id, self.developer, self.application, self.applicationName, self.release,
            self.releaseNumber, self.status, self.reason, self.submittedAt, self.submittedBy, self.decidedAt,
            self.version)
    }
}
