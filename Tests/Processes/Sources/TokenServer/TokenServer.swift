import Shared
import Synchronization

/// The families of tokens, and what is asked about them.
///
/// Each connection is served on a thread of its own.
final class TokenServer: Sendable {
    private let families = Mutex<[String: Family]>([:])

    /// Answers one request; `nil` drops the connection.
    func answer(_ request: ServerRequest) -> ServerReply? {
        switch request {
        case .open(let name, let mode, let latency):
            self.families.withLock { $0[name] = Family(mode: mode, latency: latency) }
            return .done
        case .refresh(let name, let token):
            return self.refresh(name, token)
        case .hold(let name, let point):
            let hold = Hold(at: point)
            return self.change(name) { family in
                family.nextHold = hold
                family.lastHold = hold
                return .done
            }
        case .awaitHeld(let name):
            guard let hold = self.hold(of: name) else { return .invalid("nothing is held in \(name)") }
            hold.awaitReached()
            return .done
        case .release(let name, let release):
            guard let hold = self.hold(of: name) else { return .invalid("nothing is held in \(name)") }
            hold.letGo(release)
            return .done
        case .state(let name):
            return self.change(name) { .state($0.state) }
        }
    }

    private func refresh(_ name: String, _ token: String) -> ServerReply? {
        let arrived = self.families.withLock { families -> (call: Int, latency: Int, hold: Hold?)? in
            guard var family = families.removeValue(forKey: name) else { return nil }
            family.state.calls.append(FamilyState.Call(arrivedAt: WallClock.milliseconds))
            let hold = family.nextHold
            family.nextHold = nil
            families[name] = family
            return (family.state.calls.count - 1, family.latency, hold)
        }
        guard let arrived else { return .invalid("no family \(name)") }
        if let hold = arrived.hold, hold.point == .received {
            switch hold.pass() {
            case .goOn: break
            case .drop: return nil
            case .refuse: return .refused
            }
        } else {
            WallClock.sleep(milliseconds: Double(arrived.latency))
        }
        let reply = self.change(name) { $0.spend(token, call: arrived.call, at: WallClock.milliseconds) }
        // What was given stays given, whether its answer arrives or not.
        if let hold = arrived.hold, hold.point == .committed, hold.pass() == .drop { return nil }
        return reply
    }

    private func hold(of name: String) -> Hold? {
        self.families.withLock { $0[name]?.lastHold }
    }

    private func change(_ name: String, _ body: (inout Family) -> ServerReply) -> ServerReply {
        self.families.withLock { families in
            guard var family = families.removeValue(forKey: name) else { return .invalid("no family \(name)") }
            defer { families[name] = family }
            return body(&family)
        }
    }
}
