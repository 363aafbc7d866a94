/// A refresh token; it is kept after rotation, so that its reuse is noticed (RFC 9700 section 4.14.2).
struct RefreshToken: Sendable, Codable {
    let grant: Int
    let expiresAt: Duration?
    /// When rotation first replaced it.
    var spentAt: Duration?

    func isExpired(at now: Duration) -> Bool {
        self.expiresAt.map { now >= $0 } ?? false
    }
}
