// The definition: created → enabled → referenced → published. Each event returns the new value, or refuses.
extension Connection {
    /// The connection, enabled for `application`.
    ///
    /// - Throws: ``IllegalTransition`` when another application has it, or its kind takes none.
    package func enabled(for application: ApplicationID) throws(IllegalTransition) -> Connection {
        guard self.origin == .defined else {
            throw IllegalTransition(
                .notAnApplicationConnection, "\"\(self.name)\" is not a connection that a developer defined.",
                remedy: "Define a connection in the console.")
        }
        if let current = self.application, current != application {
            throw IllegalTransition(
                .alreadyEnabled(for: current),
                "\"\(self.name)\" is enabled for the application \"\(current)\", and only one application can have it.",
                remedy: "Disable it there first, or define another connection for \"\(application)\".")
        }
        var next = self
        next.application = application
        return next
    }

    /// The connection without an application.
    ///
    /// - Throws: ``IllegalTransition`` when it has none, when places refer to it, or when a release contains it.
    package func disabled(for application: ApplicationID) throws(IllegalTransition) -> Connection {
        try self.requireEnabled(for: application)
        if let release = self.firstRelease {
            throw IllegalTransition(
                .lockedByRelease(release),
                "\"\(self.name)\" was published with release \(release) of \"\(application)\" and stays active.",
                remedy: "A published connection keeps its application for good.")
        }
        if self.referenceCount > 0 {
            throw IllegalTransition(
                .lockedByReferences(self.referenceCount),
                "\"\(self.name)\" is used in \(Self.places(self.referenceCount)) of \"\(application)\".",
                remedy: "Remove the references first.")
        }
        var next = self
        next.application = nil
        return next
    }

    /// The connection with one more place that refers to it.
    ///
    /// - Throws: ``IllegalTransition`` when `application` does not have it.
    package func referenced(by application: ApplicationID) throws(IllegalTransition) -> Connection {
        try self.requireEnabled(for: application)
        var next = self
        next.referenceCount += 1
        return next
    }

    /// The connection with one place less that refers to it.
    package func unreferenced() -> Connection {
        var next = self
        next.referenceCount = max(0, self.referenceCount - 1)
        return next
    }

    /// The connection, contained in release `number`.
    package func published(in number: Int) -> Connection {
        var next = self
        next.firstRelease = self.firstRelease ?? number
        return next
    }

    /// Refuses a deletion while places refer to it, and once a release contains it.
    ///
    /// - Throws: ``IllegalTransition``.
    package func requireDeletable() throws(IllegalTransition) {
        if self.referenceCount > 0 {
            throw IllegalTransition(
                .inUse(self.referenceCount), "\"\(self.name)\" is used in \(Self.places(self.referenceCount)).",
                remedy: "Remove the references first.")
        }
        if let release = self.firstRelease {
            throw IllegalTransition(
                .published(release), "\"\(self.name)\" was published with release \(release).",
                remedy: "A published connection cannot be deleted.")
        }
    }

    /// The system connection, used by one more application and with the scopes that its task needs besides.
    package func serving(_ application: ApplicationID, scopes: [String]) -> Connection {
        var next = self
        next.systemApplications.insert(application)
        next.scopes += scopes.filter { !self.scopes.contains($0) }
        return next
    }

    /// Whether `application` may use it.
    package func serves(_ application: ApplicationID) -> Bool {
        self.kind == .system ? self.systemApplications.contains(application) : self.application == application
    }

    private func requireEnabled(for application: ApplicationID) throws(IllegalTransition) {
        guard self.application != application else { return }
        throw IllegalTransition(
            .notEnabled, "\"\(self.name)\" is not enabled for the application \"\(application)\".",
            remedy: "Enable it for that application first.")
    }

    private static func places(_ count: Int) -> String { count == 1 ? "1 place" : "\(count) places" }
}
