import ConnectionsKit

/// What a `WWW-Authenticate` field of the scheme `Bearer` says of a refused call (RFC 6750 section 3).
///
/// It is read leniently, since nothing but a remedy depends on it.
struct BearerChallenge {
    /// The error, such as `insufficient_scope`.
    var error: String?
    /// The scopes that the call needs; at most 20, each of a scope's characters.
    var scopes: [String] = []

    /// Reads the first challenge of the scheme in the field's values.
    init(_ values: [String]) {
        guard let value = values.first(where: { $0.lowercased().hasPrefix("bearer ") }) else { return }
        self.error = Self.parameter("error", in: value)
        let named = Self.parameter("scope", in: value) ?? ""
        self.scopes = named.split(separator: " ").prefix(20).map(String.init).filter(Self.isScope)
    }

    /// Those of the scopes that a service says it needs which were not granted and are fit to be shown.
    static func missing(_ named: [String], _ credential: Credential, hiding isHidden: (String) -> Bool) -> [String] {
        named.filter { Self.isScope($0) && !credential.scopes.contains($0) && !isHidden($0) }
    }

    /// The quoted value of a parameter.
    private static func parameter(_ name: String, in value: String) -> String? {
        for start in [" ", ","] {
            guard let begin = value.firstRange(of: "\(start)\(name)=\"")?.upperBound,
                let end = value[begin...].firstIndex(of: "\"")
            else { continue }
            return String(value[begin..<end])
        }
        return nil
    }

    // RFC 6749 section 3.3, and short enough to be shown.
    private static func isScope(_ text: String) -> Bool {
        text.utf8.count <= 100 && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
    }
}
