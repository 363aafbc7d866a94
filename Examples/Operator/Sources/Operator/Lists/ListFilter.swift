import ArgumentParser
import ConnectionsKit

/// Which records of a list are asked for; what is `nil` is not asked for.
struct ListFilter: ParsableArguments {
    @Option(help: "Only of this account.")
    var account: AccountID?

    @Option(help: "Only of this application.")
    var application: ApplicationID?

    @Option(help: "Only with this status.")
    var status: String?

    @Option(help: "Only what this person authorized or what serves them.")
    var user: UserID?

    /// The ways to narrow a list.
    enum Way: String, Sendable, CaseIterable { case account, application, status, user }

    /// Those that were asked for.
    var ways: Set<Way> {
        var ways: Set<Way> = []
        if self.account != nil { ways.insert(.account) }
        if self.application != nil { ways.insert(.application) }
        if self.status != nil { ways.insert(.status) }
        if self.user != nil { ways.insert(.user) }
        return ways
    }

    /// Whether a record with this status is asked for.
    func admits(status: String) -> Bool { self.status == nil || self.status == status }
    /// Whether a record of this application is asked for.
    func admits(application: ApplicationID?) -> Bool { self.application == nil || self.application == application }
}
