import Shared

/// The tokens that descend from one authorization.
struct Family {
    let mode: ServerMode
    let latency: Int
    var state = FamilyState()
    /// The hold for the next refresh.
    var nextHold: Hold?
    /// The hold that was set last, also when a refresh has taken it.
    var lastHold: Hold?
    private var live: Set<String> = [ServerRequest.firstRefreshToken]
    private var spent: [String: Int64] = [:]
    private var issued = 0

    private static let grace: Int64 = 60_000

    init(mode: ServerMode, latency: Int) {
        self.mode = mode
        self.latency = latency
    }

    /// Spends a token, and gives others for it.
    mutating func spend(_ token: String, call: Int, at now: Int64) -> ServerReply {
        guard self.state.isAlive, self.accepts(token, at: now) else {
            // Whoever presents a spent token may have stolen it: nobody keeps any.
            if self.mode == .strict { self.state.isAlive = false }
            self.state.calls[call].wasRefused = true
            return .refused
        }
        self.issued += 1
        let access = "access-\(self.issued)"
        self.state.access = access
        self.state.calls[call].committedAt = now
        if self.mode == .constant { return .tokens(access: access, refresh: nil) }
        if self.live.remove(token) != nil { self.spent[token] = now }
        let refresh = "refresh-\(self.issued)"
        self.live.insert(refresh)
        return .tokens(access: access, refresh: refresh)
    }

    private func accepts(_ token: String, at now: Int64) -> Bool {
        if self.live.contains(token) { return true }
        guard self.mode == .grace, let spentAt = self.spent[token] else { return false }
        return now - spentAt < Self.grace
    }
}
