/// How a flight ended, for all who waited for it.
///
/// A reference, so that ten thousand waiters share one.
package final class Landing: Sendable {
    package let outcome: Result<FreshTokens, CredentialError>
    /// After a failure that takes nothing from them: the tokens as they are, while they last.
    let lasting: FreshTokens?

    package init(_ outcome: Result<FreshTokens, CredentialError>, lasting: FreshTokens? = nil) {
        self.outcome = outcome
        self.lasting = lasting
    }

    /// What a waiter gets whose task is cancelled.
    static let cancelled = Landing(.failure(CredentialError(.cancelled, "the calling task was cancelled")))
}
