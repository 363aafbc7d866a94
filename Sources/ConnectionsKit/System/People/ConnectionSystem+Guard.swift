extension ConnectionSystem {
    /// Writes the record of whoever makes a grant beside the grant.
    ///
    /// A departure lists a person's grants and writes their record. Since the grant that it did not see writes it too, one of
    /// the two must begin again: the departure, and finds the grant, or the authorization, and finds that they left.
    package func writeGuard(
        of principal: Principal, in changes: inout ChangeSet
    ) async throws(ConnectionError) {
        changes.put(try await self.guardian(of: principal.user, in: principal.account))
    }
}
