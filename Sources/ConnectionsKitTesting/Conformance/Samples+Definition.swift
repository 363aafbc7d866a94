import ConnectionsKit

extension Samples {
    static var applications: [Application] {
        let bare = Application.fixture("application", name: "")
        var full = Application.fixture("application", name: self.awkward)
        full.lastRelease = 1_000_000
        full.allowsPortalUsers = true
        full.publishing = Application.PublishLock(user: "Zoë \"z\" 👩‍👩‍👧‍👦", since: self.endOfTime)
        let odd = Application.fixture("it's \"odd\" %_ 日本 👩‍👩‍👧‍👦", name: self.long)
        return [bare, full, odd]
    }

    static var connections: [Connection] {
        func connection(_ origin: Connection.Origin, _ kind: Connection.Kind, _ mode: Connection.Mode?) -> Connection {
            Connection(
                id: .fixture(1), account: .fixture, origin: origin, kind: kind, connector: "service", name: "",
                linkName: "link", mode: mode, scopes: [], sharesAuthorization: false, application: nil,
                createdAt: self.beginningOfTime, createdBy: nil)
        }
        let bare = connection(.defined, .admin, nil)
        let set = CredentialSet.Reference(account: "developer's \"account\"", id: .fixture(3))
        var full = connection(
            .installed(.fixture(12), source: .fixture(2)), .loggedInUser, .clientCredentials(set))
        full.name = self.awkward
        full.linkName = "link_name"
        full.scopes = ["read", "", self.awkward, "read"]
        full.sharesAuthorization = true
        full.application = "application"
        full.referenceCount = 12
        full.firstRelease = 3
        full.isUnused = true
        full.isPaused = true
        full.staged = Connection.Staged(scopes: ["write", "", self.awkward], isNew: true)
        full.createdAt = self.endOfTime
        full.createdBy = "Zoë \"z\""
        var system = connection(.system, .system, .platformManaged)
        system.systemApplications = ["one", "two's", "three \"3\" 日本"]
        var staged = bare
        staged.staged = Connection.Staged(scopes: [], isNew: false)
        return [bare, full, system, staged]
    }

    static let places: [Place] = [
        .smsAction(awkward), .formWorkflow("sale", event: "sold"), .formWorkflow(awkward, event: ""),
        .integrationTask("function"), .invokeURL("function"), .pagePanel("page", panel: "panel's \"p\""),
    ]

    static var references: [Reference] {
        self.places.map { Reference.fixture(to: .fixture(1), from: $0, application: "Zoë's application") }
    }

    static var credentialSets: [CredentialSet] {
        var full = CredentialSet.fixture(.fixture(3), connector: "other")
        full.name = self.awkward
        full.clientID = self.awkward
        full.secret = self.everyByte
        full.authentication = .post
        full.redirectURI = "https://host.example/callback?a=1&b=%20#"
        full.revision = 42
        var bare = full
        bare.name = ""
        bare.secret = nil
        bare.authentication = .none
        return [CredentialSet.fixture(.fixture(3)), full, bare]
    }

    static var credentialRevisions: [CredentialSet.Revision] {
        self.credentialSets.flatMap { set in
            [nil, self.endOfTime].map { retiredAt in
                CredentialSet.Revision(
                    id: .init(set: .fixture(3), number: 42), account: set.account, clientID: set.clientID,
                    secret: set.secret, authentication: set.authentication, redirectURI: set.redirectURI,
                    replacedAt: self.beginningOfTime, retiredAt: retiredAt)
            }
        }
    }
}
