import ConnectionsKit
import Testing

/// Every event in every state of a record, written as a table: a row for each state, a column for each event, in each cell
/// the state after it, or `-` where the event is refused.
struct StateTable<Record: Sendable & Hashable>: Sendable {
    typealias Event = @Sendable (Record) throws(IllegalTransition) -> Record

    /// The states by their names.
    let states: [String: Record]
    /// The events by their names.
    let events: [String: Event]
    /// What a record is called.
    let name: @Sendable (Record) -> String

    init(states: [String: Record], events: [String: Event], name: @escaping @Sendable (Record) -> String) {
        self.states = states
        self.events = events
        self.name = name
    }

    /// Holds the machine to `table`, which must have a cell for each state and event and no other.
    func check(_ table: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let rows = table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        let header = try #require(rows.first, sourceLocation: sourceLocation)
        #expect(Set(header) == Set(self.events.keys), sourceLocation: sourceLocation)
        #expect(Set(rows.dropFirst().compactMap(\.first)) == Set(self.states.keys), sourceLocation: sourceLocation)
        for row in rows.dropFirst() {
            #expect(row.count == header.count + 1, "\(row)", sourceLocation: sourceLocation)
            let state = try #require(self.states[row[0]], "\(row[0])", sourceLocation: sourceLocation)
            #expect(self.name(state) == row[0], sourceLocation: sourceLocation)
            for (event, expected) in zip(header, row.dropFirst()) {
                let apply = try #require(self.events[event], sourceLocation: sourceLocation)
                self.check(state, row[0], event, apply, expected, sourceLocation)
            }
        }
    }

    private func check(
        _ state: Record, _ before: String, _ event: String, _ apply: Event, _ expected: String,
        _ sourceLocation: SourceLocation
    ) {
        do throws(IllegalTransition) {
            let next = try apply(state)
            #expect(self.name(next) == expected, "\(event) in \(before)", sourceLocation: sourceLocation)
        } catch {
            #expect(expected == "-", "\(event) in \(before): \(error)", sourceLocation: sourceLocation)
            #expect(!error.message.isEmpty && !error.remedy.isEmpty, sourceLocation: sourceLocation)
        }
    }
}
