#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// The identifier of one of the library's own records, typed by the record it names.
public struct RecordID<Named>: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    /// The value.
    public let uuid: UUID

    /// Makes an identifier from a UUID.
    public init(_ uuid: UUID) {
        self.uuid = uuid
    }

    /// Makes an identifier from the text form of a UUID, or nothing when it is none.
    public init?(_ text: String) {
        guard let uuid = UUID(uuidString: text) else { return nil }
        self.uuid = uuid
    }

    public init(from decoder: any Decoder) throws {
        self.uuid = try decoder.singleValueContainer().decode(UUID.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(self.uuid)
    }

    public static func < (left: RecordID, right: RecordID) -> Bool { left.uuid < right.uuid }

    /// The UUID in lower case.
    public var description: String { self.uuid.uuidString.lowercased() }
}
