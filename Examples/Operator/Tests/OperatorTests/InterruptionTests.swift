import ConnectionsKit
import Foundation
import Testing

@testable import Operator

/// The program as a process of its own, stopped by the signal that Ctrl-C sends.
@Suite struct InterruptionTests {
    /// The program lies beside the tests.
    private var program: URL {
        URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("connections")
    }

    @Test func `Ctrl-C stops a rotation at a place from which the next run goes on`() async throws {
        let estate = try await Estate.lived()
        let process = Process()
        process.executableURL = self.program
        process.arguments = [
            "rotate-keys", "--reseal", "--rate", "1", "--by", "olga", "--database", estate.database, "--keys",
            estate.keys,
            "--json",
        ]
        let (answer, aside) = (Pipe(), Pipe())
        process.standardOutput = answer
        process.standardError = aside
        try process.run()
        // At one secret a second it is far from its end when it has said that it begins.
        let said = String(decoding: aside.fileHandleForReading.availableData, as: UTF8.self)
        #expect(said.hasPrefix("rotating the keys of 2 accounts"))
        kill(process.processIdentifier, SIGINT)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 130)
        let json = try Shell.Result(
            answer: String(decoding: answer.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self), aside: said,
            status: process.terminationStatus
        ).json()
        #expect(json["isStopped"].bool == true && json["isFinished"].bool == false)

        let rest = await estate.shell.run(
            "rotate-keys", "--reseal", "--by", "olga", "--database", estate.database, "--keys", estate.keys, "--json")
        #expect(try rest.json()["isFinished"].bool == true && rest.status == 0)
        let plan = await estate.shell.run(
            "rotate-keys", "--plan", "--reseal", "--database", estate.database, "--keys", estate.keys, "--json")
        #expect(try plan.json()["unfinished"].int == 0)
    }
}
