/// An authorization at which somebody should look, since whoever made it left, or could not make it any more.
///
/// A grant that serves several connections has an entry for each.
public struct ReviewEntry: Sendable, Hashable {
    /// The connection.
    public var connection: Effects.Subject
    /// The authorization.
    public var authorization: Effects.Authorization
    /// How it stands.
    public var status: Grant.Status
    /// Why it is listed, as a sentence.
    public var reason: String
    /// Who can authorize the connection again or switch its authorization, in words such as `super admin`; empty where only
    /// the person themselves can.
    public var whoCould: [String]
}

extension ReviewEntry: CustomStringConvertible {
    /// What is to be done by whom, in a sentence.
    public var description: String {
        let place = self.authorization.environment.map { " in \($0)" } ?? ""
        let who = self.whoCould.isEmpty ? "\(self.authorization.authorizedBy) alone" : self.whoCould.alternatives
        return "\"\(self.connection.name)\"\(place): \(self.reason) It can be authorized again by: \(who)."
    }
}

extension [String] {
    fileprivate var alternatives: String {
        guard self.count > 1, let last = self.last else { return self.first ?? "" }
        return self.dropLast().joined(separator: ", ") + " or " + last
    }
}

extension ConnectionSystem {
    /// The entries of what a grant serves, for people on `side`.
    package func review(
        _ use: GrantUse, on side: Side, because reason: String
    ) async throws(ConnectionError) -> [ReviewEntry] {
        var result: [ReviewEntry] = []
        for served in use.slots {
            result.append(
                ReviewEntry(
                    connection: Effects.Subject(served.connection),
                    authorization: Effects.Authorization(use.grant, in: served.slot.id, of: served.connection),
                    status: use.grant.status, reason: reason,
                    whoCould: try await self.whoCouldAuthorize(served.connection, on: side)))
        }
        return result
    }

    /// Who can authorize a connection, in words; the policy says so when it refuses somebody.
    private func whoCouldAuthorize(
        _ connection: Connection, on side: Side
    ) async throws(ConnectionError) -> [String] {
        let context = try await self.context(of: connection)
        let side = connection.side ?? side
        let outsider = Principal(user: "", account: connection.account, side: side, role: .portalUser)
        return self.policy.decide(context.request(.authorize, by: outsider, on: side)).whoCould
    }
}

extension [ReviewEntry] {
    /// In the order of the names, then of the places.
    package var ordered: [ReviewEntry] {
        self.sorted {
            (
                $0.connection.name, $0.authorization.environment?.rawValue ?? "", $0.authorization.user?.text ?? "",
                $0.authorization.connection, $0.authorization.grant
            ) < (
                $1.connection.name, $1.authorization.environment?.rawValue ?? "", $1.authorization.user?.text ?? "",
                $1.authorization.connection, $1.authorization.grant
            )
        }
    }
}
