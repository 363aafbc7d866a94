import ConnectionsKit

/// The first performance, chapter by chapter.
struct FirstRun {
    let platform: Platform
    let story: Story

    init(_ platform: Platform, _ story: Story) {
        self.platform = platform
        self.story = story
    }

    func play() async throws {
        let definitions = try await self.develop()
        let shares = try await self.release(definitions)
        let homes = try await self.install(shares)
        try await self.authorize(homes)
        try await self.work(homes)
        try await self.makeSystemConnection(homes)
        try await self.expire(homes)
        try await self.refuse(definitions, homes)
        try await self.leave(homes)
        try await self.update(definitions, shares, homes)
        try await self.depart(homes)
        try await self.license(homes)
        try await self.uninstall(homes)
        try await self.text()
        try await self.verify()
    }

    /// Lets a person authorize something at its service, from the click to the callback.
    @discardableResult
    func consent(
        _ pending: PendingAuthorization, as person: Principal
    ) async throws -> ConnectionStatus {
        let callback = try await self.platform.consent(to: pending, as: person)
        return person.side == .console
            ? try await self.platform.console.complete(callback, as: person)
            : try await self.platform.workspace.complete(callback, as: person)
    }
}

/// What the developer defined.
struct Definitions {
    var books: Connection
    var sheets: Connection
}

/// The application at its clients.
struct Homes {
    var acme: Installation
    var birch: Installation
}
