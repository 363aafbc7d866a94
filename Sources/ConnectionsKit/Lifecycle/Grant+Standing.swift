extension Grant {
    /// How it stands with its tokens: one whose access token has ended, and that cannot be renewed, is of no use until
    /// somebody authorizes again.
    ///
    /// - Parameters:
    ///   - tokens: its tokens; `nil` when they are not known.
    ///   - now: the present moment.
    /// - Returns: how it stands.
    package func standing(with tokens: TokenState?, at now: Timestamp) -> Status {
        guard self.status == .authorized, case .ended(let cause)? = tokens?.serving(at: now) else { return self.status }
        return .needsReauthorization(cause)
    }
}
