public import ConnectionsKit

extension ConnectorID {
    /// Figma (personal access token).
    public static let figma: ConnectorID = "figma"
    /// Webflow.
    public static let webflow: ConnectorID = "webflow"
    /// Canva.
    public static let canva: ConnectorID = "canva"
}
