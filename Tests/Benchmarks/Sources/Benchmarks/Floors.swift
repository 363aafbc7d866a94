import ConnectionsKit
import Synchronization

/// What a decision costs at the least, written by hand for one question and without a reason: a role looked up by user and
/// application, and ten comparisons of it, the action, the kind, the environment and the side.
struct DecisionFloor {
    private struct Membership: Hashable {
        var user: UserID
        var application: ApplicationID
    }

    private var roles: [Membership: Role] = [:]

    init(users: [UserID], applications: [ApplicationID]) {
        for (number, user) in users.enumerated() {
            for (offset, application) in applications.enumerated() {
                let role = Role.allCases[(number + offset) % Role.allCases.count]
                self.roles[Membership(user: user, application: application)] = role
            }
        }
    }

    @inline(never)
    func decide(_ request: PolicyRequest, _ user: UserID, _ application: ApplicationID) -> Bool {
        guard let role = self.roles[Membership(user: user, application: application)] else { return false }
        guard request.action == .use, request.side == .client else { return false }
        guard let kind = request.connection?.kind, kind == .admin || kind == .system else { return false }
        guard request.environment == .production || request.environment == .stage else { return false }
        return role == .superAdmin || role == .admin || role == .developer || role == .liveUser
    }
}

/// What a waiter costs at the least: a continuation kept under a mutex, and resumed with the rest.
final class WaiterFloor: Sendable {
    private let waiters = Mutex<[CheckedContinuation<Int, Never>]>([])

    func run(_ count: Int) async {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<count {
                group.addTask {
                    _ = await withCheckedContinuation { continuation in
                        let ready = self.waiters.withLock { waiters -> [CheckedContinuation<Int, Never>] in
                            waiters.append(continuation)
                            guard waiters.count == count else { return [] }
                            defer { waiters = [] }
                            return waiters
                        }
                        for waiter in ready { waiter.resume(returning: 1) }
                    }
                }
            }
        }
    }
}
