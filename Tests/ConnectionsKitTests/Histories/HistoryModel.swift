/// The rules of the product, told a second time: nothing here is the library's.
///
/// It knows who may do what in which state, and what becomes of the state. A history is right when each of its steps was
/// allowed at the moment of its commit, and when each refusal and each use had a reason at some moment between its
/// beginning and its end.
struct HistoryModel: Hashable {
    struct Definition: Hashable {
        var isForEachUser: Bool
        var application: String?
        var places: Set<String> = []
        var isPublished = false
        var isDeleted = false
    }

    struct Copy: Hashable {
        /// Which installation of the application it was, from 1.
        var number: Int
        var connections: Set<String>
        var isThere = true
        var isBlocked = false
        var paused: Set<String> = []
    }

    /// Whether a person is there.
    enum Presence: Hashable { case active, deactivated, deleted }

    /// An authorization: who made it, and whether it waits for them.
    struct Authorization: Hashable {
        var maker: String
        var isSuspended = false
    }

    var definitions: [String: Definition]
    var tests: [String: Bool] = [:]
    var releases: [Set<String>] = []
    var shares: [Set<String>] = []
    var usedShares: Set<Int> = []
    var withdrawnShares: Set<Int> = []
    var copy: Copy?
    /// The authorizations at the client: by connection, and by user where each has their own.
    var authorizations: [String: Authorization] = [:]
    /// The client's people who are not simply there.
    var people: [String: Presence] = [:]

    /// What the rules say to a step: the state after it where it may be done, and the codes of refusal where it may
    /// be refused.
    ///
    /// Where both are there, either is right.
    struct Answer: Hashable {
        var next: HistoryModel?
        var codes: Set<String> = []

        static func allowed(_ next: HistoryModel) -> Answer { Answer(next: next) }
    }

    static func refused(_ codes: String...) -> Answer { Answer(codes: Set(codes)) }

    func answer(to event: HistoryEvent) -> Answer {
        let person = Person(event.person)
        switch event.step {
        case .enable(let name, let application): return self.enable(name, application, person)
        case .disable(let name, let application): return self.disable(name, application, person)
        case .refer(let name, let place): return self.refer(name, place, person)
        case .unrefer(let name, let place): return self.unrefer(name, place, person)
        case .delete(let name): return self.delete(name, person)
        case .publish(let application): return self.publish(application, person)
        case .share: return self.share(person, event.about)
        case .authorizeTest(let name): return self.test(name, person, to: true)
        case .revokeTest(let name): return self.test(name, person, to: false)
        case .install: return self.install(person, event.about)
        case .uninstall: return self.uninstall(person, event.about)
        case .authorize(let name): return self.authorize(name, person, event.about)
        case .revoke(let name): return self.revoke(name, person, event.about)
        case .use(let name): return self.use(name, person, event.about)
        case .pause(let name): return self.pause(name, person, event.about, to: true)
        case .resume(let name): return self.pause(name, person, event.about, to: false)
        case .deactivate(let user): return self.deactivate(user, person)
        case .reactivate(let user): return self.reactivate(user, person)
        case .remove(let user): return self.remove(user, person)
        case .block: return self.block(person, to: true)
        case .unblock: return self.block(person, to: false)
        }
    }

    /// Who acts, as far as the rules ask.
    struct Person {
        var name: String
        var isDeveloperAccount: Bool
        var isClient: Bool
        var role: String
        var applications: Set<String>

        init(_ person: HistoryPerson) {
            self.name = person.name
            self.isDeveloperAccount = person.account == "maker"
            self.isClient = person.account == "acme"
            self.role = person.role
            self.applications = person.applications
        }

        /// A super admin has every application, a developer those they were added to.
        func has(_ application: String?) -> Bool {
            guard self.isDeveloperAccount else { return false }
            if self.role == "superAdmin" { return true }
            return application.map { self.applications.contains($0) } ?? !self.applications.isEmpty
        }

        var isAdministrator: Bool { self.isClient && ["superAdmin", "admin", "developer"].contains(self.role) }
        var isUser: Bool { self.isClient && self.role != "portalUser" }
    }
}

// MARK: - The developers' side

extension HistoryModel {
    private func definition(_ name: String) -> Definition? {
        self.definitions[name].flatMap { $0.isDeleted ? nil : $0 }
    }

    private func with(_ name: String, _ change: (inout Definition) -> Void) -> Answer {
        var next = self
        change(&next.definitions[name, default: Definition(isForEachUser: false)])
        return .allowed(next)
    }

    private func enable(_ name: String, _ application: String, _ person: Person) -> Answer {
        guard let definition = self.definition(name) else { return Self.refused("notFound") }
        guard person.has(application) else { return Self.refused("denied", "notFound") }
        guard definition.application == nil || definition.application == application else {
            return Self.refused("alreadyEnabled")
        }
        return self.with(name) { $0.application = application }
    }

    private func disable(_ name: String, _ application: String, _ person: Person) -> Answer {
        guard let definition = self.definition(name) else { return Self.refused("notFound") }
        guard person.has(application) else { return Self.refused("denied", "notFound") }
        guard definition.application == application else { return Self.refused("notEnabled") }
        guard definition.places.isEmpty, !definition.isPublished else { return Self.refused("accessLocked") }
        return self.with(name) { $0.application = nil }
    }

    private func refer(_ name: String, _ place: String, _ person: Person) -> Answer {
        guard let definition = self.definition(name) else { return Self.refused("notFound") }
        guard person.has(definition.application) else { return Self.refused("denied", "notFound") }
        guard definition.application != nil else { return Self.refused("notEnabled") }
        return self.with(name) { $0.places.insert(place) }
    }

    private func unrefer(_ name: String, _ place: String, _ person: Person) -> Answer {
        guard let definition = self.definition(name) else { return Self.refused("notFound") }
        guard person.has(definition.application) else { return Self.refused("denied", "notFound") }
        guard definition.places.contains(place) else { return Self.refused("notFound") }
        return self.with(name) { $0.places.remove(place) }
    }

    private func delete(_ name: String, _ person: Person) -> Answer {
        guard let definition = self.definition(name) else { return Self.refused("notFound") }
        guard person.has(definition.application) else { return Self.refused("denied", "notFound") }
        guard definition.places.isEmpty, !definition.isPublished else { return Self.refused("inUse") }
        var next = self
        next.definitions[name]?.isDeleted = true
        next.tests[name] = nil
        return .allowed(next)
    }

    private func publish(_ application: String, _ person: Person) -> Answer {
        guard person.has(application) else { return Self.refused("denied", "notFound") }
        var next = self
        let bundled = self.definitions.filter { _, definition in
            !definition.isDeleted && definition.application == application
                && (!definition.places.isEmpty || definition.isPublished)
        }
        for name in bundled.keys { next.definitions[name]?.isPublished = true }
        if application == "estate" { next.releases.append(Set(bundled.keys)) }
        return .allowed(next)
    }

    private func share(_ person: Person, _ release: Int?) -> Answer {
        guard person.isDeveloperAccount else { return Self.refused("denied", "notFound") }
        guard let release, self.releases.indices.contains(release) else { return Self.refused("notFound") }
        // The first is the super admin's; a developer may send updates.
        guard person.role == "superAdmin" || (person.has("estate") && !self.shares.isEmpty) else {
            return Self.refused("denied")
        }
        guard self.copy.map({ !$0.isThere || !$0.isBlocked }) ?? true else { return Self.refused("wrongState") }
        var next = self
        next.shares.append(self.releases[release])
        return .allowed(next)
    }

    private func test(_ name: String, _ person: Person, to isAuthorized: Bool) -> Answer {
        guard let definition = self.definition(name) else { return Self.refused("notFound") }
        guard person.has(definition.application) else { return Self.refused("denied", "notFound") }
        // Each tester of a connection for each user has an authorization of their own.
        let slot = definition.isForEachUser ? "\(name) of \(person.name)" : name
        if !isAuthorized, self.tests[slot] != true { return Self.refused("notAuthorized") }
        var next = self
        next.tests[slot] = isAuthorized
        return .allowed(next)
    }
}

// MARK: - The client's side

extension HistoryModel {
    private func install(_ person: Person, _ share: Int?) -> Answer {
        guard person.isClient, person.role == "superAdmin" else { return Self.refused("denied", "notFound") }
        guard let share, self.shares.indices.contains(share), !self.withdrawnShares.contains(share) else {
            return Self.refused("notFound", "alreadyInstalled")
        }
        guard self.copy?.isThere != true else {
            return Self.refused("alreadyInstalled", "wrongState", "conflict", "notFound")
        }
        guard !self.usedShares.contains(share) else { return Self.refused("wrongState", "conflict", "notFound") }
        var next = self
        next.usedShares.insert(share)
        next.copy = Copy(number: (self.copy?.number ?? 0) + 1, connections: self.shares[share])
        next.authorizations = [:]
        return .allowed(next)
    }

    private func uninstall(_ person: Person, _ copy: Int?) -> Answer {
        guard person.isClient, person.role == "superAdmin" else { return Self.refused("denied", "notFound") }
        guard let current = self.copy, current.number == copy, current.isThere else {
            return Self.refused("applicationDisabled", "notFound")
        }
        var next = self
        next.copy?.isThere = false
        next.authorizations = [:]
        return .allowed(next)
    }

    /// The installed connection of a step, if it is there.
    private func installed(_ name: String, _ copy: Int?) -> Definition? {
        guard let current = self.copy, current.number == copy, current.isThere, current.connections.contains(name)
        else { return nil }
        return self.definitions[name]
    }

    private static let gone: Set<String> = ["notFound", "applicationDisabled"]

    private func slot(_ name: String, _ definition: Definition, _ person: Person) -> String {
        definition.isForEachUser ? "\(name) of \(person.name)" : name
    }

    private func authorize(_ name: String, _ person: Person, _ copy: Int?) -> Answer {
        guard person.isClient else { return Self.refused("notFound", "denied") }
        guard let definition = self.installed(name, copy) else { return Answer(codes: Self.gone.union(["denied"])) }
        guard definition.isForEachUser ? person.isUser : person.isAdministrator else { return Self.refused("denied") }
        guard self.copy?.isBlocked != true else { return Self.refused("applicationDisabled") }
        guard self.people[person.name, default: .active] == .active else { return Self.refused("suspended") }
        var next = self
        next.authorizations[self.slot(name, definition, person)] = Authorization(maker: person.name)
        return .allowed(next)
    }

    private func revoke(_ name: String, _ person: Person, _ copy: Int?) -> Answer {
        guard person.isClient else { return Self.refused("notFound", "denied") }
        guard let definition = self.installed(name, copy) else {
            // What is gone is being revoked already, and revoking it once more does no harm.
            return Answer(next: self, codes: Self.gone.union(["notAuthorized", "denied"]))
        }
        // Whoever has an authorization of their own may end it, portal users too.
        guard definition.isForEachUser || person.isAdministrator else { return Self.refused("denied") }
        let slot = self.slot(name, definition, person)
        guard self.authorizations[slot] != nil else { return Self.refused("notAuthorized") }
        var next = self
        next.authorizations[slot] = nil
        return .allowed(next)
    }

    private func use(_ name: String, _ person: Person, _ copy: Int?) -> Answer {
        guard person.isClient else { return Self.refused("notFound", "denied") }
        guard let definition = self.installed(name, copy) else { return Answer(codes: Self.gone.union(["denied"])) }
        guard person.isUser || !definition.isForEachUser else { return Self.refused("denied") }
        if self.copy?.isBlocked == true { return Self.refused("applicationDisabled") }
        if self.copy?.paused.contains(name) == true { return Self.refused("connectionDisabled") }
        guard let authorization = self.authorizations[self.slot(name, definition, person)] else {
            return Self.refused("notAuthorized")
        }
        return authorization.isSuspended ? Self.refused("suspended") : .allowed(self)
    }

    private func pause(_ name: String, _ person: Person, _ copy: Int?, to isPaused: Bool) -> Answer {
        guard person.isClient else { return Self.refused("notFound", "denied") }
        guard self.installed(name, copy) != nil else {
            // What is gone may be paused until it has been swept.
            return Answer(next: self, codes: Self.gone.union(["denied", "wrongState"]))
        }
        guard ["superAdmin", "admin"].contains(person.role) else { return Self.refused("denied") }
        guard self.copy?.paused.contains(name) != isPaused else { return Self.refused("wrongState") }
        var next = self
        if isPaused { next.copy?.paused.insert(name) } else { next.copy?.paused.remove(name) }
        return .allowed(next)
    }

    private func block(_ person: Person, to isBlocked: Bool) -> Answer {
        guard person.isDeveloperAccount, person.role == "superAdmin" else { return Self.refused("denied", "notFound") }
        guard let copy = self.copy, copy.isThere else { return Answer(codes: Self.gone.union(["wrongState"])) }
        guard copy.isBlocked != isBlocked else { return Self.refused("wrongState") }
        var next = self
        next.copy?.isBlocked = isBlocked
        // Who is blocked does not come back by another link.
        if isBlocked { next.withdrawnShares.formUnion(Set(self.shares.indices).subtracting(self.usedShares)) }
        return .allowed(next)
    }
}

// MARK: - People who leave

extension HistoryModel {
    /// Why a person may not manage `user`; nothing when they may.
    private func refusal(of person: Person, on user: String) -> Answer? {
        // Another client's people are others, whatever they are called.
        if !person.isClient, !person.isDeveloperAccount {
            return Answer(next: self, codes: ["wrongState", "invalidInput"])
        }
        guard person.isClient, ["superAdmin", "admin"].contains(person.role) else { return Self.refused("denied") }
        return person.name == user ? Self.refused("invalidInput") : nil
    }

    private func deactivate(_ user: String, _ person: Person) -> Answer {
        if let refusal = self.refusal(of: person, on: user) { return refusal }
        guard self.people[user, default: .active] == .active else { return Self.refused("wrongState") }
        var next = self
        next.people[user] = .deactivated
        for (slot, authorization) in self.authorizations where authorization.maker == user {
            next.authorizations[slot]?.isSuspended = true
        }
        return .allowed(next)
    }

    private func reactivate(_ user: String, _ person: Person) -> Answer {
        if let refusal = self.refusal(of: person, on: user) { return refusal }
        guard self.people[user, default: .active] != .active else { return Self.refused("wrongState") }
        var next = self
        next.people[user] = .active
        for (slot, authorization) in self.authorizations where authorization.maker == user {
            next.authorizations[slot]?.isSuspended = false
        }
        return .allowed(next)
    }

    private func remove(_ user: String, _ person: Person) -> Answer {
        if let refusal = self.refusal(of: person, on: user) { return refusal }
        guard self.people[user, default: .active] != .deleted else { return Self.refused("wrongState") }
        var next = self
        next.people[user] = .deleted
        next.authorizations = self.authorizations.filter { $0.value.maker != user }
        return .allowed(next)
    }
}
