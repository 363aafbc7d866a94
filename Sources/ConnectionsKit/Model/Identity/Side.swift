/// The side of the product on which somebody acts.
public enum Side: String, Sendable, Hashable, Codable, CaseIterable {
    /// The developers' side, where applications and connections are made.
    case console
    /// The side of a client who installed an application.
    case client
}
