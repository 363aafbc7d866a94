import Foundation
import Shared

// Does one thing, and ends with 1 when it found something wrong.
signal(SIGPIPE, SIG_IGN)
var succeeded = false
do {
    let said = try await Command(Array(CommandLine.arguments.dropFirst())).run()
    LineChannel(input: 0, output: 1).writeLine(said)
    succeeded = true
} catch {
    LineChannel(input: 0, output: 2).writeLine("error: \(error)")
}
ChildProcess.killAll()
exit(succeeded ? 0 : 1)
