import ConnectionsKit
import Synchronization

/// Tells how far long work has come: a line that is written over on a terminal, else a line now and then.
final class ProgressLine: Sendable {
    private let desk: Desk
    private let isQuiet: Bool
    private let state = Mutex(State())

    private struct State {
        var shownAt: Timestamp?
        var isOpen = false
    }

    init(_ desk: Desk, isQuiet: Bool) {
        self.desk = desk
        self.isQuiet = isQuiet
    }

    /// How long a line stands at least: eyes need no more of a terminal, and a log no more than this.
    private var rest: Duration { self.desk.canRewrite ? .milliseconds(100) : .seconds(10) }

    /// Tells how far the work has come, such as "1,200 of 5,000 records of acme".
    ///
    /// Most calls show nothing, so that it can be called at every step.
    func show(_ text: @autoclosure () -> String) {
        if self.isQuiet { return }
        let now = self.desk.time.now()
        self.state.withLock { state in
            // A log says nothing of work that is over soon.
            let last = state.shownAt ?? (self.desk.canRewrite ? nil : now)
            state.shownAt = last
            if let last, now - last < self.rest, now >= last { return }
            state.shownAt = now
            state.isOpen = self.desk.canRewrite
            self.desk.aside(self.desk.canRewrite ? "\r\(text())\u{1B}[K" : "\(text())\n")
        }
    }

    /// Says something that stays.
    func note(_ text: String) {
        if self.isQuiet { return }
        self.end()
        self.desk.aside("\(text)\n")
    }

    /// Takes the line away that is written over.
    func end() {
        self.state.withLock { state in
            if state.isOpen { self.desk.aside("\r\u{1B}[K") }
            state = State()
        }
    }
}
