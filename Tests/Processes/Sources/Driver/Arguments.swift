import Shared

/// How many rounds are run of what.
struct Arguments {
    var storms = 1
    var crashes = 2

    init(_ words: [String]) throws {
        var rest = words[...]
        while let word = rest.popFirst() {
            guard let number = rest.popFirst().flatMap({ Int($0) }), number > 0 else { throw Self.usage }
            switch word {
            case "--rounds-storm": self.storms = number
            case "--rounds-crash": self.crashes = number
            default: throw Self.usage
            }
        }
    }

    private static var usage: Problem { Problem("usage: driver [--rounds-storm N] [--rounds-crash N], numbers from 1") }
}
