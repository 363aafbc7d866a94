import ConnectionsKit

/// What a record has that no other record of its account may have.
enum UniqueClaim: Hashable {
    case linkName(String, LinkNameScope)
    case systemConnection(ConnectorID)
    case releaseNumber(ApplicationID, Int)
    case installation(developer: AccountID, ApplicationID)
    case writingDataKey

    var rule: StoreError.UniqueRule {
        switch self {
        case .linkName: .linkName
        case .systemConnection: .systemConnection
        case .releaseNumber: .releaseNumber
        case .installation: .installation
        case .writingDataKey: .writingDataKey
        }
    }
}

extension Record {
    /// What this record claims, what tells a caller the most first: who loses the race for a system connection, link name
    /// and all, is told to use the winner's.
    var uniqueClaims: [UniqueClaim] {
        switch self {
        case .connection(let connection):
            (connection.kind == .system ? [.systemConnection(connection.connector)] : [])
                + [.linkName(connection.linkName, connection.linkNameScope)]
        case .release(let release): [.releaseNumber(release.application, release.number)]
        case .installation(let installation):
            installation.status == .uninstalled
                ? [] : [.installation(developer: installation.developer, installation.application)]
        case .dataKey(let key): key.isWriting ? [.writingDataKey] : []
        default: []
        }
    }
}
