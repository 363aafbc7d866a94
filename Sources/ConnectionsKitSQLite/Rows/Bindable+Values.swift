import ConnectionsKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension RecordID: Bindable {
    func bind(to binder: inout Binder) { binder.value(self.uuid.uuid) }
}

extension HostID: Bindable {
    func bind(to binder: inout Binder) { binder.text(self.text) }
}

extension Timestamp: Bindable {
    func bind(to binder: inout Binder) { binder.integer(self.milliseconds) }
}

extension SealedSecret: Bindable {
    func bind(to binder: inout Binder) { binder.blob(self.envelope) }
}

extension Binder {
    /// Binds the next parameter to a list of texts.
    mutating func texts(_ texts: some Sequence<String>) { self.text(TextList.json(texts)) }

    /// Binds the next parameter to the text of a value.
    mutating func name(_ value: some RawRepresentable<String>) { self.text(value.rawValue) }

    /// Binds the next parameter to the text of a value, or NULL.
    mutating func name(_ value: (some RawRepresentable<String>)?) { self.add(value?.rawValue) }

    /// Binds the next parameter to a value as JSON.
    ///
    /// What cannot be encoded is NULL, which the schema refuses.
    mutating func json(_ value: some Encodable) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        self.add((try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) })
    }
}
