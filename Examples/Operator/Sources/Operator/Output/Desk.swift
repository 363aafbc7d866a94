import ConnectionsKit
import Foundation

/// Where a command stands: what it writes to, its clock and its terminal.
///
/// Tests put a desk of their own in the place of the process's.
struct Desk: Sendable {
    /// Where the one answer goes.
    var answer: @Sendable (String) -> Void
    /// Where progress, notes and errors go.
    var aside: @Sendable (String) -> Void
    /// The clock.
    var time: TimeSource
    /// How many characters a line of the answer has room for; `nil` where it goes to no terminal.
    var width: Int?
    /// Whether what goes aside goes to a terminal, where a line can be written over.
    var canRewrite: Bool

    @TaskLocal static var current = Desk.process

    /// That of the process.
    static let process = Desk(
        answer: { FileHandle.standardOutput.write(Data($0.utf8)) },
        aside: { FileHandle.standardError.write(Data($0.utf8)) },
        time: .system, width: Terminal.width(of: STDOUT_FILENO), canRewrite: Terminal.isTerminal(STDERR_FILENO))
}
