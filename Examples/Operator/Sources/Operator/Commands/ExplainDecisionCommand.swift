import ArgumentParser
import ConnectionsKit

/// Explains a decision: who may do what, with every reason.
struct ExplainDecisionCommand: OperatorCommand {
    static let configuration = CommandConfiguration(
        commandName: "decision",
        abstract: "Explains whether somebody may do something, with every reason and who could do it instead.",
        discussion: """
            Nothing is done and nothing is written down. With --action use it also tells whether there is an \
            authorization to use; without --user it asks for a task that runs without a person.

            It ends with 1 when the answer is no.
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup(title: "Who") var person: PersonOptions
    @OptionGroup(title: "What") var object: ObjectOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if self.person.user == nil, self.object.action != .use {
            throw ValidationError("--user is missing; only --action use can be asked for a task without a person")
        }
        try self.object.validateAgainst(self.person.side)
    }

    func report(_ progress: ProgressLine) async throws -> DecisionReport {
        let store = try await self.database.open()
        try await store.requireAccount(self.person.account)
        let explainer = Explainer(store: store, system: Platform.system(over: store, time: Desk.current.time))
        return try await explainer.explain(self.object, for: self.person)
    }
}
