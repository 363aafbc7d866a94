import ConnectionsKit

/// Which accounts a file has, and how many grants each of them: two with a tenth of all, a few with many, many with few.
///
/// Everything in it follows from numbers, so that another process can name any record without reading it.
struct Population: Sendable {
    let grants: Int
    let members: [Member]

    init(grants: Int) {
        self.grants = grants
        var members: [Member] = []
        var first = 0
        func add(_ size: Int, _ side: Side? = nil) {
            let size = min(size, grants - first)
            guard size > 0 else { return }
            let number = members.count
            members.append(
                Member(number: number, side: side ?? (number % 2 == 0 ? .client : .console), first: first, grants: size)
            )
            first += size
        }
        add(grants / 10, .client)
        add(grants / 10, .console)
        for _ in 0..<8 { add(grants * 3 / 100) }
        for _ in 0..<56 { add(grants / 200) }
        while first < grants { add(50) }
        self.members = members
    }

    /// The account with a tenth of all grants on a side.
    func largest(_ side: Side) -> Member { self.members[side == .client ? 0 : 1] }

    /// The account in which a grant stands, of all grants.
    func member(ofGrant index: Int) -> Member {
        var (low, high) = (0, self.members.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if self.members[middle].first <= index { low = middle } else { high = middle - 1 }
        }
        return self.members[low]
    }

    /// The place of a grant in the order in which tokens are due: over all accounts, in no order that they were written.
    func rank(ofGrant index: Int) -> Int {
        // A prime that divides no number of grants here.
        (index &* 7_919) % self.grants
    }

    /// When the tokens of a grant are due: one in each millisecond.
    func dueAt(ofGrant index: Int) -> Timestamp {
        Self.epoch + .milliseconds(self.rank(ofGrant: index))
    }

    /// When the tokens become due.
    static let epoch = Timestamp(milliseconds: 1_767_225_600_000)

    /// The moment at which so many tokens are due.
    static func moment(due count: Int) -> Timestamp { Self.epoch + .milliseconds(count - 1) }
}
