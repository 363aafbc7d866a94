extension TokenState {
    /// What to do for a caller who needs the token at `now`.
    public enum Serving: Sendable, Hashable {
        /// Hand it out.
        case serve
        /// Hand it out, and refresh behind the caller's back.
        case serveAndRefresh
        /// Let the caller wait for a refresh.
        case wait
        /// It still lasts, though not for as long as the caller needs it, and cannot be renewed.
        case tooShort
        /// It has ended and cannot be renewed.
        case ended(Grant.ReauthorizationCause)
    }

    /// Decides how to serve a caller.
    ///
    /// - Parameters:
    ///   - now: the present moment.
    ///   - minimumValidity: how long the caller needs the token to last.
    /// - Returns: what to do.
    public func serving(at now: Timestamp, minimumValidity: Duration = .zero) -> Serving {
        guard let expiresAt = self.expiresAt else { return .serve }
        let lifetime = TokenLifetime(obtainedAt: self.obtainedAt, expiresAt: expiresAt)
        guard self.refresh != nil else {
            guard now < expiresAt else { return .ended(.noRefreshToken) }
            return minimumValidity <= expiresAt - now ? .serve : .tooShort
        }
        guard now < lifetime.usableUntil(minimumValidity: minimumValidity) else { return .wait }
        return now < lifetime.refreshAt ? .serve : .serveAndRefresh
    }
}
