/// How much is filled and measured.
struct Options {
    /// The larger number of grants.
    var grants = 1_000_000
    /// The smaller one.
    var small = 10_000
    /// How many batches of calls each question gets.
    var batches = 40
    /// How many calls with empty caches.
    var coldCalls = 15
    /// How many tokens are due at once.
    var due = 8_000
    /// How often a rotation is killed.
    var kills = 8
    /// How many seconds a run of it has at least before that.
    var firstKill = 4.0
    /// How many refreshes go on beside it.
    var refreshes = 1_500
    /// How much longer a question may take at the larger file.
    static let ratio = 1.5

    /// What the tests have time for.
    static let short: Options = {
        var options = Options()
        options.grants = 20_000
        options.small = 5_000
        options.batches = 10
        options.coldCalls = 3
        options.due = 300
        options.kills = 3
        options.firstKill = 0.3
        options.refreshes = 100
        return options
    }()

    init() {}

    init(_ words: [String]) throws {
        switch words.first {
        case nil: break
        case "short": self = .short
        case .some(let word):
            guard let grants = Int(word), grants >= 20_000, words.count == 1 else {
                throw Problem("usage: million [short | GRANTS], a number from 20,000")
            }
            self.grants = grants
        }
    }
}
