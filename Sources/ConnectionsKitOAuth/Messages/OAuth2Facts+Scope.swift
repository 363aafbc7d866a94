import ConnectionsKit

extension OAuth2Facts {
    /// Scopes as this service has them in a request; `nil` when there are none, since `scope` is then left out.
    func scope(_ scopes: [String]) -> String? {
        scopes.isEmpty ? nil : scopes.joined(separator: self.scopeSeparator)
    }
}
