extension ConnectionSystem {
    /// What becomes of an erasure when a service cannot be reached.
    public enum UnreachableService: String, Sendable, Hashable, Codable, CaseIterable {
        /// The account is left without anything usable, its revocations are tried on, and a later call goes on with it.
        case refuse
        /// The account is erased, and the report names the grants that may still be good at their services.
        case proceed
    }

    /// Erases everything of an account but its audit trail.
    ///
    /// The platform itself decides on it; nobody else is asked. First everything is made unusable: installations are
    /// uninstalled, grants revoked, connections removed. Then the services are asked to revoke, and at last the records are
    /// erased in one commit. A call that is cut off, or refused, can be made again and goes on where the other ended. The host
    /// lets nobody act for the account meanwhile; an authorization that was under way is revoked, and should it end after
    /// everything else, one more call removes its record.
    ///
    /// - Parameters:
    ///   - account: the account, of a developer or a client.
    ///   - person: who of the platform erases it; the trail names them.
    ///   - unreachable: what to do when a service cannot be reached.
    ///   - patience: how long to go on asking services that cannot be reached; zero asks each once.
    /// - Returns: what was removed, and what became of the grants at their services.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/providerUnavailable`` with the services' names where the erasure
    ///   is refused.
    @discardableResult
    public func eraseAccount(
        _ account: AccountID, by person: UserID, ifUnreachable unreachable: UnreachableService = .refuse,
        patience: Duration = .zero
    ) async throws(ConnectionError) -> ErasureReport {
        do throws(InvalidInput) {
            try account.validate(field: "account")
            try person.validate(field: "person")
            if account == self.configuration.marketplaceAccount {
                throw InvalidInput(
                    field: "account", problem: "it is the account of the platform's marketplace",
                    remedy: "Pass the account of a developer or a client")
            }
        } catch {
            throw ConnectionError(error)
        }
        let erasure = AccountErasure(system: self, account: account, actor: .platform(person))
        var report = ErasureReport(account)
        report.records = try await erasure.count()
        guard !report.records.isEmpty else { return report }
        report.dependents = try await erasure.dependents()
        try await erasure.stop()
        try await erasure.revokeAtServices(patience: patience)
        try await erasure.judge(into: &report)
        if unreachable == .refuse, !report.unreachable.isEmpty {
            let services = Set(report.unreachable.map(\.connector.rawValue)).sorted().joined(separator: ", ")
            throw ConnectionError(
                .providerUnavailable,
                "\(report.unreachable.count) authorizations could not be revoked, since these services cannot be reached: \(services).",
                remedy: "Nothing of the account can be used. Erase it again later, or proceed without them.")
        }
        report.submissions = try await erasure.withdrawSubmissions()
        try await erasure.erase()
        return report
    }
}
