import ConnectionsKit
import ConnectionsKitOAuth

/// The parameters of a request, which must not be repeated (RFC 6749 sections 3.1 and 3.2); `resource` alone may (RFC 8707
/// section 2).
struct Parameters {
    private var valuesByName: [String: [String]] = [:]
    /// The first parameter that is there more than once.
    private(set) var firstRepeated: String?

    init(_ bytes: some Collection<UInt8>) throws(MessageError) {
        for field in try FormEncoding.decode(bytes) {
            self.valuesByName[field.name, default: []].append(field.value)
            if self.firstRepeated == nil, field.name != "resource", self.isRepeated(field.name) {
                self.firstRepeated = field.name
            }
        }
    }

    /// The one value of a parameter; `nil` when it is missing, repeated, or empty, which counts as missing.
    subscript(name: String) -> String? {
        guard let values = self.valuesByName[name], values.count == 1, !values[0].isEmpty else { return nil }
        return values[0]
    }

    /// All values of a parameter that may be repeated.
    func values(of name: String) -> [String] { self.valuesByName[name] ?? [] }

    func has(_ name: String) -> Bool { !self.values(of: name).isEmpty }

    func isRepeated(_ name: String) -> Bool { self.values(of: name).count > 1 }

    /// The names of all parameters.
    var names: Set<String> { Set(self.valuesByName.keys) }

    /// Adds a parameter, unless there is one of this name.
    mutating func setIfMissing(_ name: String, _ value: String) {
        if self[name] == nil, !self.isRepeated(name) { self.valuesByName[name] = [value] }
    }

    /// The value of a parameter that must be there.
    func required(_ name: String) throws(Refusal) -> String {
        guard let value = self[name] else { throw .invalidRequest("\(name) is missing") }
        return value
    }
}
