/// A live environment of an application.
///
/// Edit mode is none, so nothing can be authorized in it.
public enum LiveEnvironment: String, Sendable, Hashable, Codable, CaseIterable {
    /// Where the application is edited; console only.
    case development
    /// Where a version is tested; console and client.
    case stage
    /// Where a client works; client only.
    case production

    /// Whether this environment exists on `side`.
    public func exists(on side: Side) -> Bool {
        switch self {
        case .development: side == .console
        case .stage: true
        case .production: side == .client
        }
    }
}
