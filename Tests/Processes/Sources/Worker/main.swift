import Foundation
import Shared

// One process of a fleet; it does what the lines of its standard input say, and ends with it.
signal(SIGPIPE, SIG_IGN)
let (commands, reading) = AsyncStream.makeStream(of: WorkerCommand.self)
Thread.detachNewThread {
    let input = LineChannel(input: 0, output: 1)
    while let line = try? input.readLine() {
        guard let command = try? JSONLine.decode(WorkerCommand.self, line) else { exit(64) }
        reading.yield(command)
    }
    // Whatever is under way: nobody waits for it any more.
    exit(0)
}

guard CommandLine.arguments.count == 2 else { exit(64) }
let options = try JSONLine.decode(WorkerOptions.self, CommandLine.arguments[1])
let worker: Worker
do {
    worker = try await Worker(options)
} catch {
    Output.say(.failed("\(error)"))
    exit(65)
}
Output.say(.ready)

for await command in commands {
    switch command {
    case .announce(let step, let behavior): worker.hook.announce(step, then: behavior)
    case .proceed: worker.hook.proceed()
    default:
        // Not waited for, so that one that is held up can be told to go on.
        Task { Output.say(await worker.answer(command)) }
    }
}
