import ConnectionsKit

extension Record {
    /// The selections that this record answers: the index is kept by them.
    var selections: [Selection] {
        switch self {
        case .connection(let connection): connection.selections
        case .reference(let reference): [.references(reference.id.connection)]
        case .slot(let slot): [.slots(slot.id.connection), .slotsPointing(at: slot.grant)]
        case .grant(let grant):
            [.grants(of: nil)]
                + Set([grant.authorizedBy, grant.user ?? grant.authorizedBy]).map { .grants(of: $0) }
        case .application: [.applications]
        case .release(let release): [.releases(release.application)]
        case .installation: [.installations]
        case .share(let share): [.shares(with: share.client), .sharesOf(share.application)]
        case .credentialSet: [.credentialSets]
        case .credentialRevision(let revision): [.credentialRevisions(revision.id.set)]
        case .guardian: [.guardians]
        case .invitation: [.invitations]
        case .submission(let submission):
            [
                .submissions(submission.status),
                .submissionsOf(developer: submission.developer, submission.application),
            ]
        case .attempt: [.attempts]
        case .dataKey: [.dataKeys]
        case .tokens, .duty: []
        }
    }

    /// What makes this record due, and when.
    var due: (work: DueWork, moment: Timestamp)? {
        switch self {
        case .tokens(let tokens): tokens.refreshDueAt.map { (.refreshes, $0) }
        case .duty(let duty): (.duties, duty.dueAt)
        case .attempt(let attempt): (.attempts, attempt.deadline)
        case .invitation(let invitation): invitation.client == nil ? (.invitations, invitation.expiresAt) : nil
        default: nil
        }
    }
}

extension Connection {
    fileprivate var selections: [Selection] {
        let applications = self.systemApplications.union(self.application.map { [$0] } ?? [])
        var result: [Selection] = [.connections(application: nil)]
        result += applications.map { .connections(application: $0) }
        result += self.installation.map { [.connectionsOf(installation: $0)] } ?? []
        result.append(.linkName(self.linkName, self.linkNameScope))
        if self.kind == .system { result.append(.systemConnection(self.connector)) }
        return result
    }
}
