public import ConnectionsKit

extension ConnectorID {
    /// Dropbox.
    public static let dropbox: ConnectorID = "dropbox"
    /// Box.
    public static let box: ConnectorID = "box"
    /// DocuSign.
    public static let docuSign: ConnectorID = "docusign"
    /// DocuSign (JWT bearer).
    public static let docuSignJWT: ConnectorID = "docusign_jwt"
    /// PandaDoc.
    public static let pandaDoc: ConnectorID = "pandadoc"
}
