// The person: active, deactivated, deleted. Each may return; only who was deactivated gets their authorizations back, and
// only in time.
extension UserGuard {
    /// The person, deactivated.
    ///
    /// - Parameters:
    ///   - moment: until when they may return.
    ///   - isUnfinished: whether authorizations of theirs are left, since they were deactivated on the other side of an
    ///     account that is on both.
    /// - Returns: the person.
    /// - Throws: ``IllegalTransition`` when they are deactivated already and nothing is left, or were deleted.
    package func deactivated(
        until moment: Timestamp, isUnfinished: Bool = false
    ) throws(IllegalTransition) -> UserGuard {
        switch self.status {
        case .active: break
        case .deactivated where isUnfinished: break
        case .deactivated, .deleted: throw self.refusal("deactivated")
        }
        return self.moved(to: .deactivated(until: moment))
    }

    /// The person, active again.
    ///
    /// - Parameter isUnfinished: whether authorizations of theirs wait for them, since they returned to the other side of
    ///   an account that is on both.
    /// - Returns: the person.
    /// - Throws: ``IllegalTransition`` when they are active and nothing waits for them.
    package func reactivated(isUnfinished: Bool = false) throws(IllegalTransition) -> UserGuard {
        guard self.status != .active || isUnfinished else { throw self.refusal("reactivated") }
        return self.moved(to: .active)
    }

    /// The person, deleted.
    ///
    /// - Parameter isUnfinished: whether authorizations of theirs are left, since they were deleted on the other side of an
    ///   account that is on both.
    /// - Returns: the person.
    /// - Throws: ``IllegalTransition`` when they are deleted already and nothing is left.
    package func deleted(isUnfinished: Bool = false) throws(IllegalTransition) -> UserGuard {
        guard self.status != .deleted || isUnfinished else { throw self.refusal("deleted") }
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
