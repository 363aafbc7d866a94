import ConnectionsKit

/// Who is on stage.
///
/// A host asserts on each call who acts and with which role; the library stores no roles.
enum People {
    // The maker of the application.
    static let olga = Principal.console("olga", name: "Olga", account: "estate-makers", role: .superAdmin)
    static let dan = Principal.console(
        "dan", name: "Dan", account: "estate-makers", role: .developer,
        rights: ["real-estate": .all, "rentals": .all])

    // Acme Homes, a client.
    static let sue = Principal.client("sue", name: "Sue", account: "acme-homes", role: .superAdmin)
    static let adam = Principal.client("adam", name: "Adam", account: "acme-homes", role: .admin)
    static let maria = Principal.client("maria", name: "Maria", account: "acme-homes", role: .liveUser)
    static let nils = Principal.client("nils", name: "Nils", account: "acme-homes", role: .liveUser)

    // Birch Realty, another client.
    static let bea = Principal.client("bea", name: "Bea", account: "birch-realty", role: .superAdmin)
    static let ben = Principal.client("ben", name: "Ben", account: "birch-realty", role: .liveUser)

    /// The password of everybody's account at the services.
    static let password = "correct horse battery staple"
}

/// The places of the application that use a connection.
enum Places {
    static let sale = Place.formWorkflow("Property sale", event: "property sold")
    static let invoice = Place.invokeURL("push_invoice")
    static let numbers = Place.pagePanel("Home", panel: "Properties sold")
    static let contact = Place.integrationTask("update_contact")
}
