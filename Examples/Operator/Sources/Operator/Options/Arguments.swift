import ArgumentParser
import ConnectionsKit

// How the words of a command line become values of the library.

extension HostID: @retroactive ExpressibleByArgument {
    public init?(argument: String) {
        guard !argument.isEmpty else { return nil }
        self.init(argument)
    }
}

extension RecordID: @retroactive ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension Side: @retroactive ExpressibleByArgument {}
extension Role: @retroactive ExpressibleByArgument {}
extension LiveEnvironment: @retroactive ExpressibleByArgument {}
extension Connection.Kind: @retroactive ExpressibleByArgument {}

extension Action: @retroactive ExpressibleByArgument {
    public init?(argument: String) {
        guard let action = Action.all.first(where: { $0.rawValue == argument }) else { return nil }
        self = action
    }

    public static var allValueStrings: [String] { Action.all.map(\.rawValue) }
}

extension Place: @retroactive ExpressibleByArgument {
    /// Reads `kind:component` or `kind:component:detail`, such as `formWorkflow:sale:sold`.
    public init?(argument: String) {
        let parts = argument.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1, !parts[1].isEmpty, let kind = Kind(rawValue: parts[0]) else { return nil }
        let detail = parts.count > 2 ? parts[2] : nil
        switch (kind, detail) {
        case (.smsAction, nil): self = .smsAction(parts[1])
        case (.integrationTask, nil): self = .integrationTask(parts[1])
        case (.invokeURL, nil): self = .invokeURL(parts[1])
        case (.formWorkflow, .some(let event)): self = .formWorkflow(parts[1], event: event)
        case (.pagePanel, .some(let panel)): self = .pagePanel(parts[1], panel: panel)
        default: return nil
        }
    }
}
