import ArgumentParser
import ConnectionsKit

/// Lists records of one kind, over all accounts or of one.
struct ListCommand: OperatorCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists accounts, applications, connections, grants, installations, people or duties.",
        discussion:
            "Without --account it goes over all accounts. A page ends with what to pass as --after for the next.")

    @Argument(help: "What to list.")
    var kind: ListedKind

    @OptionGroup var database: DatabaseOptions
    @OptionGroup(title: "Narrowing") var filter: ListFilter

    @Option(help: "How many rows at most.")
    var limit = 100

    @Option(help: "Where to go on, as the page before said.")
    var after: String?

    @Flag(help: "Every row, however many.")
    var all = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if self.limit < 1 { throw ValidationError("--limit must be 1 or more") }
        let listing = self.kind.listing
        if let way = self.filter.ways.subtracting(listing.ways).map(\.rawValue).min() {
            let ways = listing.ways.map { "--\($0.rawValue)" }.sorted().joined(separator: ", ")
            throw ValidationError("--\(way) does not narrow \(self.kind.rawValue); what does: \(ways)")
        }
        if let status = self.filter.status, !listing.statuses.contains(status) {
            throw ValidationError("--status must be one of: \(listing.statuses.joined(separator: ", "))")
        }
        if let after, ListPlace(after) == nil {
            throw ValidationError("--after takes the word that a page ended with")
        }
    }

    func report(_ progress: ProgressLine) async throws -> ListReport {
        let store = try await self.database.open()
        let system = Platform.system(over: store, time: Desk.current.time)
        let listing = self.kind.listing
        let walk = ListWalk(
            listing: listing, source: Listing.Source(store: store, system: system, filter: self.filter),
            limit: self.all ? nil : self.limit)
        let (rows, next) = try await walk.rows(from: self.after.flatMap { ListPlace($0) }, progress)
        return ListReport(kind: self.kind, columns: listing.columns, rows: rows, next: try next?.text())
    }
}
