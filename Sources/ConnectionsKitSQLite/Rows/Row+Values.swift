import ConnectionsKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

// How the values of the model are read; their counterparts are bound in `Bindable+Values.swift`.
extension Row {
    /// Reads an identifier of the library.
    mutating func id<Named>() throws(SQLiteFailure) -> RecordID<Named> {
        RecordID(UUID(uuid: try self.value(as: uuid_t.self)))
    }

    /// Reads an identifier of the library or NULL.
    mutating func optionalID<Named>() throws(SQLiteFailure) -> RecordID<Named>? {
        self.skipNull() ? nil : try self.id()
    }

    /// Reads an identifier of the host.
    mutating func hostID<Kind>() throws(SQLiteFailure) -> HostID<Kind> { HostID(try self.text()) }

    /// Reads an identifier of the host or NULL.
    mutating func optionalHostID<Kind>() throws(SQLiteFailure) -> HostID<Kind>? {
        self.skipNull() ? nil : try self.hostID()
    }

    /// Reads a moment.
    mutating func timestamp() throws(SQLiteFailure) -> Timestamp { Timestamp(milliseconds: try self.integer()) }

    /// Reads a moment or NULL.
    mutating func optionalTimestamp() throws(SQLiteFailure) -> Timestamp? {
        self.skipNull() ? nil : try self.timestamp()
    }

    /// Reads an envelope.
    mutating func sealed() throws(SQLiteFailure) -> SealedSecret { SealedSecret(envelope: try self.blob()) }

    /// Reads an envelope or NULL.
    mutating func optionalSealed() throws(SQLiteFailure) -> SealedSecret? { self.skipNull() ? nil : try self.sealed() }

    /// Reads a value by its text.
    mutating func named<Value: RawRepresentable<String>>() throws(SQLiteFailure) -> Value {
        guard let value = Value(rawValue: try self.text()) else { throw self.invalid("an unknown value") }
        return value
    }

    /// Reads a value by its text, or NULL.
    mutating func optionalNamed<Value: RawRepresentable<String>>() throws(SQLiteFailure) -> Value? {
        self.skipNull() ? nil : try self.named()
    }

    /// Reads a list of texts.
    mutating func texts() throws(SQLiteFailure) -> [String] {
        guard let list = TextList(json: try self.text()) else { throw self.invalid("no JSON array of strings") }
        return list.texts
    }

    /// Reads a value that is stored as JSON.
    mutating func json<Value: Decodable>(_ type: Value.Type) throws(SQLiteFailure) -> Value {
        guard let value = try? JSONDecoder().decode(type, from: Data(try self.text().utf8)) else {
            throw self.invalid("no JSON of \(type)")
        }
        return value
    }
}
