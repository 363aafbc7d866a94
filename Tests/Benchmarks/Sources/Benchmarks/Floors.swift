import Synchronization

/// What a decision costs at the least: a role looked up under a mutex, and ten comparisons.
final class DecisionFloor: Sendable {
    private let roles = Mutex<[String: Int]>(
        Dictionary(uniqueKeysWithValues: (0..<100).map { ("user-\($0)", $0 % 5) }))

    func decide(_ user: String, _ facts: [Int]) -> Bool {
        let role = self.roles.withLock { $0[user] ?? 9 }
        var allowed = role < 4
        for index in 0..<10 { allowed = allowed && facts[index] != role + 100 }
        return allowed
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
