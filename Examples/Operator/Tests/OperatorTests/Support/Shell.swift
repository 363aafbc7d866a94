import ArgumentParser
import ConnectionsKit
import Foundation
import Synchronization
import Testing

@testable import Operator

/// Runs the command as a shell does, with a desk of its own.
struct Shell: Sendable {
    var time: TimeSource
    var width: Int?
    var canRewrite = false

    /// What a command said, and how it ended.
    struct Result {
        var answer: String
        var aside: String
        var status: Int32

        /// The answer as JSON; it must be one document and nothing else.
        func json(sourceLocation: SourceLocation = #_sourceLocation) throws -> JSON {
            try JSON(JSONSerialization.jsonObject(with: Data(self.answer.utf8)), sourceLocation)
        }
    }

    private final class Paper: Sendable {
        private let text = Mutex("")
        var value: String { self.text.withLock { $0 } }
        func write(_ more: String) { self.text.withLock { $0 += more } }
    }

    func run(_ words: String...) async -> Result { await self.run(words) }

    func run(_ words: [String]) async -> Result {
        let (answer, aside) = (Paper(), Paper())
        let desk = Desk(
            answer: { answer.write($0) }, aside: { aside.write($0) }, time: self.time, width: self.width,
            canRewrite: self.canRewrite)
        let status = await Desk.$current.withValue(desk) {
            do {
                var command = try Connections.parseAsRoot(words)
                if var asynchronous = command as? any AsyncParsableCommand {
                    try await asynchronous.run()
                } else {
                    try command.run()
                }
                return Int32(0)
            } catch {
                aside.write(Connections.fullMessage(for: error))
                return Connections.exitCode(for: error).rawValue
            }
        }
        return Result(answer: answer.value, aside: aside.value, status: status)
    }
}
