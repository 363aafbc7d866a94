public import ConnectionsKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension RecordID {
    /// An identifier that no other fixture has.
    public static func fixture() -> RecordID { RecordID(UUID()) }

    /// The identifier with a number: the same for the same number, in the order of the numbers.
    public static func fixture(_ number: UInt32) -> RecordID {
        let bytes = (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
        return RecordID(
            UUID(uuid: (0, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, bytes[0], bytes[1], bytes[2], bytes[3])))
    }
}

extension Timestamp {
    /// Where the clocks of tests begin: 2026-01-01T00:00:00Z.
    public static let fixture = Timestamp(milliseconds: 1_767_225_600_000)
}

extension AccountID {
    /// The account of fixtures that name none.
    public static var fixture: AccountID { "account" }
}

extension UserID {
    /// The user of fixtures that name none.
    public static var fixture: UserID { "user" }
}

extension ApplicationID {
    /// The application of fixtures that name none.
    public static var fixture: ApplicationID { "application" }
}

extension SealedSecret {
    /// An envelope with the given text in it: it opens nowhere.
    public static func fixture(_ text: String = "sealed") -> SealedSecret { SealedSecret(envelope: Array(text.utf8)) }
}

extension DataKey {
    /// A data key that seals, wrapped so that it unwraps nowhere.
    public static func fixture(
        _ id: ID = .fixture(), in account: AccountID = .fixture, wrappedBy wrappingKey: String = "key-1"
    ) -> DataKey {
        DataKey(
            id: id, account: account, wrapped: WrappedKey(bytes: Array("wrapped".utf8), wrappingKey: wrappingKey),
            createdAt: .fixture)
    }
}
