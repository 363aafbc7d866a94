public import ConnectionsKit

extension Catalogue {
    /// The connectors that come with the library.
    ///
    /// They are facts from the services' own documentation; none has been tried against the live service unless its
    /// `isVerified` says so.
    public static var builtIn: Catalogue { Catalogue(Connector.zoho + Connector.services + Connector.gateways) }
}
