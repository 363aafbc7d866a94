import ArgumentParser
import ConnectionsKit

/// Who would act. The library stores no roles: the host says them on each call, and so does whoever asks here.
struct PersonOptions: ParsableArguments {
    @Option(help: "The account.")
    var account: AccountID

    @Option(help: "The side: \(Side.allValueStrings.joined(separator: ", ")).")
    var side: Side

    @Option(help: "The person.")
    var user: UserID?

    @Option(help: "What they are: \(Role.allValueStrings.joined(separator: ", ")).")
    var role: Role?

    @Option(
        help: """
            A console developer's rights for an application, as application=right,right with the rights development, \
            publish, stage, distribute or all; once for each application.
            """)
    var rights: [RightsArgument] = []

    func validate() throws {
        if self.user != nil, self.role == nil { throw ValidationError("--user needs --role") }
        if self.user == nil, self.role != nil { throw ValidationError("--role needs --user") }
    }

    /// The person; nothing for a task without one.
    var principal: Principal? {
        guard let user, let role else { return nil }
        let rights = Dictionary(self.rights.map { ($0.application, $0.rights) }) { $0.union($1) }
        return Principal(user: user, account: self.account, side: self.side, role: role, rights: rights)
    }
}

/// Rights for an application, as `estate=publish,stage`.
struct RightsArgument: ExpressibleByArgument, Sendable {
    var application: ApplicationID
    var rights: ApplicationRights

    private static let words: [String: ApplicationRights] = [
        "development": .developmentAccess, "publish": .publish, "stage": .stageAccess, "distribute": .distribute,
        "all": .all,
    ]

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        self.application = ApplicationID(String(parts[0]))
        self.rights = []
        for word in parts[1].split(separator: ",") {
            guard let right = Self.words[String(word)] else { return nil }
            self.rights.formUnion(right)
        }
    }
}
