import ConnectionsKit
import ConnectionsKitTesting
import Shared

/// Says when a refresh is at a step, and can stop it there.
struct StepHook: Sendable {
    let store: FaultingStore
    private let proceeds: AsyncStream<Void>
    private let proceeding: AsyncStream<Void>.Continuation

    init(_ store: FaultingStore) {
        self.store = store
        (self.proceeds, self.proceeding) = AsyncStream.makeStream()
    }

    func announce(_ step: WorkerCommand.Step, then behavior: WorkerCommand.Behavior) {
        let proceeds = self.proceeds
        self.store.interpose(.commit, step.moment, matching: { $0.changes.contains(where: step.isMet) }) {
            Output.say(.reached(step, at: WallClock.milliseconds))
            switch behavior {
            case .goOn: break
            case .pause: WallClock.sleep(milliseconds: 0.5)
            case .wait: for await _ in proceeds { break }
            }
        }
    }

    func proceed() {
        self.proceeding.yield()
    }
}

extension WorkerCommand.Step {
    fileprivate var moment: FaultingStore.Moment {
        switch self {
        case .beforeAcquire, .beforeIntent, .beforeSuccess: .before
        case .afterIntent, .afterSuccess: .after
        }
    }

    fileprivate func isMet(by change: Change) -> Bool {
        guard case .refresh(_, let taken) = change.action else { return false }
        switch (self, taken) {
        case (.beforeAcquire, .acquire), (.beforeIntent, .intend), (.afterIntent, .intend), (.beforeSuccess, .succeed),
            (.afterSuccess, .succeed):
            return true
        default:
            return false
        }
    }
}
