import ArgumentParser

/// What can be listed.
enum ListedKind: String, Sendable, CaseIterable, ExpressibleByArgument {
    case accounts, applications, connections, grants, installations, people, duties

    var listing: Listing {
        switch self {
        case .accounts: .accounts
        case .applications: .applications
        case .connections: .connections
        case .grants: .grants
        case .installations: .installations
        case .people: .people
        case .duties: .duties
        }
    }
}
