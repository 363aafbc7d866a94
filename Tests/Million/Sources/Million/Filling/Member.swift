import ConnectionsKit
import Foundation

/// One account of a population, with its records by their numbers.
///
/// Of each 62 grants two are of one connection that administrators authorized, in two environments, and twenty each of three
/// that users authorize for themselves.
struct Member: Sendable {
    let number: Int
    let side: Side
    /// The number of its first grant, of all grants.
    let first: Int
    let grants: Int

    static let group = 62

    var account: AccountID { AccountID("account-\(self.number)") }
    var applications: Int { min(40, 1 + self.grants / 500) }
    var users: Int { max(20, self.grants / 10) }
    var connections: Int { self.connection(ofGrant: self.grants - 1) + 1 }

    /// Who authorizes a connection of each kind: one grant of twenty is theirs.
    var busiestUser: UserID { "user-0" }

    var owner: Principal { .console("owner", account: self.account, role: .superAdmin) }

    // MARK: - Numbers

    func connection(ofGrant index: Int) -> Int {
        let rest = index % Member.group
        return index / Member.group * 4 + (rest < 2 ? 0 : 1 + (rest - 2) / 20)
    }

    /// Half of the connections are of one application.
    func application(ofConnection index: Int) -> Int {
        index % 2 == 0 ? 0 : index / 2 % self.applications
    }

    func user(ofGrant index: Int) -> UserID? {
        let rest = index % Member.group
        guard rest >= 2 else { return nil }
        let turn = (rest - 2) % 20
        return turn == 0
            ? self.busiestUser : UserID("user-\(1 + (self.connection(ofGrant: index) * 7 + turn) % self.users)")
    }

    func environment(ofGrant index: Int) -> LiveEnvironment {
        if index % Member.group == 1 { return .stage }
        return self.side == .client ? .production : .development
    }

    func applicationID(_ index: Int) -> ApplicationID { ApplicationID("app-\(index)") }
    func linkName(_ connection: Int) -> String { "books_\(connection)" }
    func connectionID(_ index: Int) -> Connection.ID { Connection.ID(self.uuid(.connection, index)) }
    func installationID(_ index: Int) -> Installation.ID { Installation.ID(self.uuid(.installation, index)) }
    func credentialSetID() -> CredentialSet.ID { CredentialSet.ID(self.uuid(.credentialSet, 0)) }
    func grantID(_ index: Int) -> Grant.ID { Grant.ID(self.uuid(.grant, index)) }
    /// The data key with which its secrets are sealed at first.
    func dataKeyID() -> DataKey.ID { DataKey.ID(self.uuid(.dataKey, 0)) }
    func slotID(ofGrant index: Int) -> Slot.ID {
        Slot.ID(
            connection: self.connectionID(self.connection(ofGrant: index)),
            environment: self.environment(ofGrant: index), user: self.user(ofGrant: index))
    }

    /// Where a task of an application runs.
    func context(_ application: Int) -> TaskContext {
        self.side == .client
            ? .installed(self.installationID(application), of: self.account)
            : .console(self.applicationID(application), of: self.account, .development)
    }

    /// What names a record's kind in its identifier.
    enum Named: UInt64 {
        case connection = 1
        case installation, credentialSet, grant, release, share, dataKey
    }

    /// The same for the same numbers, and in no order.
    func uuid(_ named: Named, _ index: Int) -> UUID {
        var words = Numbers(
            seed: named.rawValue << 58 ^ UInt64(truncatingIfNeeded: self.number) << 32
                ^ UInt64(truncatingIfNeeded: index))
        var bytes = (0..<2).flatMap { _ in
            let word = words.next()
            return (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
        }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        return bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }
}

/// Numbers that look like chance and are the same for the same seed (SplitMix64).
struct Numbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        self.state = seed
    }

    mutating func next() -> UInt64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var word = self.state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}
