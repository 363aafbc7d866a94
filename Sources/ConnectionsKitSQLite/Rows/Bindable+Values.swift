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

// Values that are stored by their names.
extension Bindable where Self: RawRepresentable<String> {
    func bind(to binder: inout Binder) { binder.text(self.rawValue) }
}

extension Action: Bindable {}
extension Attempt.Status: Bindable {}
extension ClientAuthentication: Bindable {}
extension Connection.Kind: Bindable {}
extension ConnectorID: Bindable {}
extension DataCentre: Bindable {}
extension Grant.ReauthorizationCause: Bindable {}
extension Installation.Status: Bindable {}
extension Licence.Kind: Bindable {}
extension LiveEnvironment: Bindable {}
extension Place.Kind: Bindable {}
extension Role: Bindable {}
extension Side: Bindable {}
extension Submission.Status: Bindable {}
extension TokenHealth.Failure.Kind: Bindable {}

extension Binder {
    /// Binds the next parameter to a value as JSON.
    ///
    /// What cannot be encoded is NULL, which the schema refuses.
    mutating func json(_ value: some Encodable) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        self.add((try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) })
    }
}
