/// An installed application as its client sees it.
public struct InstallationDetails: Sendable, Hashable, Identifiable {
    /// The installation.
    public let installation: Installation
    /// Whether the terms hold at this moment.
    public let isLicenceValid: Bool
    /// Where it runs, production first.
    public let environments: [Environment]
    /// Whether it came from the marketplace.
    public let isFromMarketplace: Bool

    /// The installation.
    public var id: Installation.ID { self.installation.id }

    /// An environment of an installed application.
    public struct Environment: Sendable, Hashable, Identifiable {
        /// Which one.
        public let id: LiveEnvironment
        /// The number of the release that it has.
        public let releaseNumber: Int
        /// Why the application cannot be used there, in a sentence; `nil` when it can.
        public let obstacle: String?
    }

    init(_ installation: Installation, share: Share?, at now: Timestamp) {
        self.installation = installation
        self.isLicenceValid = installation.licence.isValid(at: now)
        self.isFromMarketplace = share?.listing != nil
        let environments: [LiveEnvironment] = [.production, .stage]
        self.environments = environments.filter { installation.environments.contains($0) }.map { environment in
            Environment(
                id: environment, releaseNumber: installation.releaseNumber(in: environment),
                obstacle: installation.refusalOfUse(in: environment, at: now).map {
                    "The application cannot be used: \($0)."
                })
        }
    }
}
