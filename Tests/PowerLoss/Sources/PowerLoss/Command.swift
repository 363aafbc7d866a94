import CPowerLoss
import ConnectionsKitTesting
import Foundation
import Shared

/// What is asked for.
enum Command {
    /// Cut the power so often, as a store must bear it.
    case cuts(Int, seed: UInt64)
    /// See that the cuts find what a weakness loses.
    case weakness(Weakness, cuts: Int, seed: UInt64)
    /// Kill processes so often.
    case kills(Int, seed: UInt64)
    /// Make one cut again.
    case replay(String)
    /// Be a process that is killed.
    case write(Child)

    static let usage = """
        usage: power-loss cuts COUNT [SEED] | normal COUNT [SEED] | lying-log COUNT [SEED] | kills COUNT [SEED] \
        | replay FILE
        """

    init(_ words: [String]) throws {
        let rest = words.dropFirst()
        switch (words.first, rest.count) {
        case ("replay", 1): self = .replay(words[1])
        case ("write", 3...):
            guard let seed = UInt64(words[2]), let number = Int(words[3]) else { throw Problem(Self.usage) }
            self = .write(
                Child(file: words[1], seed: seed, number: number, over: words.dropFirst(4).compactMap { Int($0) }))
        case (let name?, 1...2):
            guard let count = Int(words[1]), count > 0 else { throw Problem(Self.usage) }
            let seed = try words.count > 2 ? Self.seed(words[2]) : UInt64.random(in: 1...999_999)
            switch name {
            case "cuts": self = .cuts(count, seed: seed)
            case "kills": self = .kills(count, seed: seed)
            default:
                guard let weakness = Weakness(rawValue: name) else { throw Problem(Self.usage) }
                self = .weakness(weakness, cuts: count, seed: seed)
            }
        default: throw Problem(Self.usage)
        }
    }

    private static func seed(_ word: String) throws -> UInt64 {
        guard let seed = UInt64(word) else { throw Problem(Self.usage) }
        return seed
    }
}

/// A machine that is less safe than the store believes.
enum Weakness: String {
    /// Every connection has `synchronous=NORMAL`.
    case normal
    /// The write-ahead log is said to be on the disk and is not.
    case lyingLog = "lying-log"

    var value: power_weakness {
        switch self {
        case .normal: POWER_NORMAL
        case .lyingLog: POWER_LYING_LOG
        }
    }
}
