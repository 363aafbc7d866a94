/// A data centre of the platform, such as `us` or `eu`.
public struct DataCentre: Sendable, Hashable, Codable, RawRepresentable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    public init(stringLiteral value: String) {
        self.rawValue = value
    }

    /// United States.
    public static let us: DataCentre = "us"
    /// European Union.
    public static let eu: DataCentre = "eu"
    /// India.
    public static let india: DataCentre = "in"
    /// Australia.
    public static let australia: DataCentre = "au"
    /// Japan.
    public static let japan: DataCentre = "jp"
    /// Canada.
    public static let canada: DataCentre = "ca"
    /// China.
    public static let china: DataCentre = "cn"
    /// Saudi Arabia.
    public static let saudiArabia: DataCentre = "sa"

    public var description: String { self.rawValue }
}
