import ArgumentParser

/// Explains what the library decides, and how an authorization stands.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Explains a decision of the policy, or why a grant gives no credential.",
        subcommands: [ExplainDecisionCommand.self, ExplainGrantCommand.self],
        defaultSubcommand: ExplainDecisionCommand.self)
}
