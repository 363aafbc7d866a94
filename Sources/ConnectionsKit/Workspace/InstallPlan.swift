/// What an installation will do.
///
/// Installing it after anything changed is a conflict.
public struct InstallPlan: OperationPlan {
    /// By what the client may have the release, as it was read.
    public let offer: ReleaseOffer
    /// The release that will be installed.
    public let release: Release
    /// The connections that will be made, none of them authorized; who must authorize what before the application works; and
    /// what should be looked at before.
    public let effects: Effects

    /// Works out what an installation of `release` does, where the platform has the connectors of `catalogue`.
    init(_ release: Release, by offer: ReleaseOffer, catalogue: Catalogue) {
        self.offer = offer
        self.release = release
        var effects = Effects()
        effects.created = release.connections.map { Effects.Subject($0) }
        effects.toAuthorize = effects.created.map { Effects.Requirement($0) }
        effects.warnings = release.connections.warnings(of: catalogue)
        self.effects = effects
    }
}

extension [BundledConnection] {
    /// What should be looked at before these come to a client.
    func warnings(of catalogue: Catalogue) -> [String] {
        self.filter { catalogue[$0.connector] == nil }.map { connection in
            "\"\(connection.name)\" cannot be authorized, since the platform's catalogue has no connector "
                + "\"\(connection.connector)\"."
        }
    }
}
