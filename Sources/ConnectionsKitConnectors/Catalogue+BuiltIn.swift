public import ConnectionsKit

extension Catalogue {
    /// The connectors that come with the library, as facts from the services' own documentation.
    ///
    /// None has been tried against the live service unless its ``Connector/isVerified`` says so; now none has.
    public static let builtIn = Catalogue(
        [
            Zoho.connectors, Google.connectors, Microsoft.connectors, Accounting.connectors, Commerce.connectors,
            Communication.connectors, Design.connectors, DeveloperTools.connectors, Documents.connectors,
            Forms.connectors, HumanResources.connectors, Identity.connectors, LanguageModels.connectors,
            Marketing.connectors, Projects.connectors, Sales.connectors, Social.connectors, Support.connectors,
            TextMessages.connectors,
        ].flatMap(\.self))
}
