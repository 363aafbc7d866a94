import ConnectionsKit
import ConnectionsKitHTTP

/// The one claim of an ID token that is used: who the person is at the service.
///
/// The token came from the token endpoint over TLS, so its signature need not be checked (OpenID Connect Core 1.0 section
/// 3.1.3.7); nothing that is not the service itself can have written it, and no right is derived from it.
enum IDToken {
    /// The `sub` claim: 1 to 255 visible ASCII characters; nothing when the text is no such token.
    static func subject(of text: String) -> String? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let payload = Base64.decode(parts[1], .urlSafe),
            let subject = JSONReader.value(in: payload)?["sub"]?.text
        else { return nil }
        let isPlain = subject.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        return isPlain && (1...255).contains(subject.utf8.count) ? subject : nil
    }
}
