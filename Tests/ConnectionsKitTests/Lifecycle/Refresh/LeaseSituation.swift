import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// What may have happened to a lease since the holder of epoch 1 took, or was about to take, it for tokens of version 1.
enum LeaseSituation: String, Sendable, CaseIterable, CustomTestStringConvertible {
    case idle = "nobody has held it"
    case mine = "I hold it"
    case mineCalling = "I hold it and have announced my call"
    case expired = "mine ran out"
    case expiredCalling = "mine ran out after I announced my call"
    case taken = "mine ran out and another has it"
    case takenWhileCalling = "mine ran out after I announced my call, and another has it"
    case takenAndCalling = "another has it and has announced a call over mine"
    case takenAndFailed = "another had it, called over me and failed"
    case takenAndGivenBack = "another had it after I announced my call, and gave it back"
    case outcomeUnknown = "I reported that the outcome of my call is unknown"
    case succeeded = "I stored the new tokens"

    var testDescription: String { self.rawValue }

    static let start = Timestamp.fixture
    static let lease = Duration.seconds(60)
    static let failure = TokenHealth.Failure(kind: .transient, code: "server_error", at: .fixture)
    static let lost = TokenHealth.Failure(kind: .outcomeUnknown, code: "outcomeUnknown", at: .fixture)

    /// A moment at which the situation holds.
    var now: Timestamp {
        switch self {
        case .idle, .mine, .mineCalling, .outcomeUnknown, .succeeded: Self.start + .seconds(10)
        case .expired, .expiredCalling: Self.start + .seconds(60)
        default: Self.start + .seconds(70)
        }
    }

    /// The record in this situation, made by the steps that lead to it.
    func tokens() throws -> TokenState {
        let start = Self.start
        let late = start + .seconds(60)
        let fresh = TokenState.fixture()
        let mine = try fresh.applying(.acquire(epoch: 0, duration: Self.lease), now: start)
        let calling = try mine.applying(.intend(epoch: 1, tokenVersion: 1), now: start)
        let takenWhileCalling = try calling.applying(.acquire(epoch: 1, duration: Self.lease), now: late)
        let takenAndCalling = try takenWhileCalling.applying(.intend(epoch: 2, tokenVersion: 1), now: late)
        switch self {
        case .idle: return fresh
        case .mine, .expired: return mine
        case .mineCalling, .expiredCalling: return calling
        case .taken: return try mine.applying(.acquire(epoch: 1, duration: Self.lease), now: late)
        case .takenWhileCalling: return takenWhileCalling
        case .takenAndCalling: return takenAndCalling
        case .takenAndFailed:
            return try takenAndCalling.applying(
                .fail(epoch: 2, tokenVersion: 1, failure: Self.failure, retryAt: nil), now: late)
        case .takenAndGivenBack: return try takenWhileCalling.applying(.release(epoch: 2), now: late)
        case .outcomeUnknown:
            return try calling.applying(.fail(epoch: 1, tokenVersion: 1, failure: Self.lost, retryAt: nil), now: start)
        case .succeeded:
            return try calling.applying(
                .succeed(epoch: 1, tokenVersion: 1, tokens: RefreshedTokens(.fixture("second"))), now: start)
        }
    }
}

extension RefreshedTokens {
    init(_ access: SealedSecret, refresh: SealedSecret? = .fixture("refresh-2")) {
        self.init(access: access, refresh: refresh, expiresAt: .fixture + .seconds(7_200))
    }
}
