import ConnectionsKit
package import HTTPTypes

/// How long a server asks to wait (RFC 9110 section 10.2.3).
package enum RetryAfter {
    /// The wait that `fields` ask for; `nil` when they ask for none that can be read.
    ///
    /// A date is taken against the server's own `Date`, so that no clock of ours matters. The wait is between zero and a
    /// year.
    package static func duration(in fields: HTTPFields) -> Duration? {
        guard let text = fields[.retryAfter] else { return nil }
        let longest = Duration.seconds(365 * 86_400)
        if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            return Int64(text).map { min(.seconds(min($0, 365 * 86_400)), longest) } ?? longest
        }
        guard let until = HTTPDate.timestamp(text), let now = fields[.date].flatMap(HTTPDate.timestamp) else {
            return nil
        }
        return max(.zero, min(until - now, longest))
    }
}
