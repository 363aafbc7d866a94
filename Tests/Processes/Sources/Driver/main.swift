import Foundation
import Shared

// Runs the scenarios; ends with 1 when one of them found something wrong.
signal(SIGPIPE, SIG_IGN)

func run() throws -> Bool {
    let arguments = try Arguments(Array(CommandLine.arguments.dropFirst()))
    let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("connectionskit-processes-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let child = try ChildProcess("token-server")
    defer { child.kill() }
    let server = try ServerProcess(child)
    let world = World(server: server, template: try Template(in: folder, port: server.port))
    var scenarios = Scenarios(world: world, arguments: arguments)
    scenarios.run()
    return scenarios.problems.isEmpty
}

var succeeded = false
do {
    succeeded = try run()
} catch {
    LineChannel(input: 0, output: 2).writeLine("error: \(error)")
}
ChildProcess.killAll()
exit(succeeded ? 0 : 1)
