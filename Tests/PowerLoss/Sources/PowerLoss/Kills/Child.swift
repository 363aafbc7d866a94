import CPowerLoss
import Foundation
import Shared

/// One process that writes until it is killed, and says on its standard output what it does.
struct Child {
    let file: String
    let seed: UInt64
    /// Which of the processes it is.
    let number: Int
    /// How many steps of each writer are over already.
    let over: [Int]

    /// One process in so many steps of its first writer copies the log into the file and empties it.
    private static let copyingPeriod = 10

    func run() async throws {
        let plan = try await Kills.plan(self.seed)
        self.say(.opening)
        let session = try await Session(self.file, plan)
        self.say(.opened)
        let first = self.number * Kills.writersEach
        let steps = (first..<first + Kills.writersEach).map { ($0, self.over[$0]..<plan.writers[$0].count) }
        try await session.run(Dictionary(uniqueKeysWithValues: steps)) { id in
            guard id.writer == first, id.step % Self.copyingPeriod == 0 else { return }
            self.say(.copying)
            _ = power_checkpoint(self.file, 3)
            self.say(.copied)
        } acknowledged: { id in
            self.say(.acknowledged(id.number))
        }
        self.say(.finished)
        // It is killed all the same.
        while true { try await Task.sleep(for: .seconds(60)) }
    }

    private func say(_ event: Event) {
        LineChannel(input: 0, output: 1).writeLine(event.line)
    }

    /// What a process says.
    enum Event: Equatable {
        case opening, opened, copying, copied, finished
        case acknowledged(Int64)

        var line: String {
            switch self {
            case .acknowledged(let number): "\(number)"
            default: "\(self)"
            }
        }

        init(line: String) throws {
            switch line {
            case "opening": self = .opening
            case "opened": self = .opened
            case "copying": self = .copying
            case "copied": self = .copied
            case "finished": self = .finished
            default:
                guard let number = Int64(line) else { throw Problem("a process said: \(line)") }
                self = .acknowledged(number)
            }
        }
    }
}
