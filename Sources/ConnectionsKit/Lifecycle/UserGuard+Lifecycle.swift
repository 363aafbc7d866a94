// The person: active, deactivated, deleted. Each may return; only who was deactivated gets their authorizations back, and
// only in time.
extension UserGuard {
    /// The person, deactivated.
    ///
    /// - Throws: ``IllegalTransition`` unless they are active.
    package func deactivated(until moment: Timestamp) throws(IllegalTransition) -> UserGuard {
        guard self.status == .active else { throw self.refusal("deactivated") }
        return self.moved(to: .deactivated(until: moment))
    }

    /// The person, active again.
    ///
    /// - Throws: ``IllegalTransition`` when they are active.
    package func reactivated() throws(IllegalTransition) -> UserGuard {
        guard self.status != .active else { throw self.refusal("reactivated") }
        return self.moved(to: .active)
    }

    /// The person, deleted.
    ///
    /// - Throws: ``IllegalTransition`` when they are already.
    package func deleted() throws(IllegalTransition) -> UserGuard {
        guard self.status != .deleted else { throw self.refusal("deleted") }
        return self.moved(to: .deleted)
    }

    private func moved(to status: Status) -> UserGuard {
        var next = self
        next.status = status
        return next
    }

    private func refusal(_ event: String) -> IllegalTransition {
        let state =
            switch self.status {
            case .active: "active"
            case .deactivated: "deactivated"
            case .deleted: "deleted"
            }
        return IllegalTransition(
            .wrongState, "\(self.user) cannot be \(event), since they are \(state).", remedy: "There is nothing to do.")
    }
}
