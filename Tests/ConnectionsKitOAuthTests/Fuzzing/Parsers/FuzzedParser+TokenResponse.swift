@testable import ConnectionsKit
@testable import ConnectionsKitHTTP
@testable import ConnectionsKitOAuth

extension FuzzedParser {
    static func checkTokenResponse(_ input: [UInt8]) throws(Violation) {
        guard let fields = MessageFields(input) else { return }
        try hold("\(fields)" == "MessageFields(redacted)", "a message does not print")
        let details = MessageDetails.found(in: fields, ["team.id", "scope", "api_domain", "authed_user.id", "ok"])
        for detail in details.values {
            let isPlain = detail.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
            try hold(isPlain && (1...2_048).contains(detail.utf8.count), "a detail is short and plain")
        }
        for separator in [" ", ",", ""] {
            let tokens = TokenResponse(fields, scopeSeparator: separator)
            let again = MessageFields(input).flatMap { TokenResponse($0, scopeSeparator: separator) }
            try hold(Self.parts(tokens) == Self.parts(again), "an answer reads twice the same")
            if let tokens { try Self.check(tokens, length: input.count) }
        }
    }

    private static func check(_ tokens: TokenResponse, length: Int) throws(Violation) {
        try hold("\(tokens)" == "TokenResponse(redacted)", "an answer does not print")
        let access = tokens.access.reveal()
        try hold(
            !access.isEmpty && access.utf8.allSatisfy { (0x21...0x7E).contains($0) },
            "an access token is safe in a header field")
        try hold(tokens.refresh.map { $0.count > 0 } ?? true, "a refresh token is not empty")
        let longest = Duration.seconds(100 * 31_557_600)
        try hold(
            tokens.lifetime.map { (.milliseconds(1)...longest).contains($0) } ?? true, "a lifetime is in its range")
        let scopes = tokens.scopes ?? []
        try hold(Set(scopes).count == scopes.count, "a scope is told once")
        for scope in scopes {
            let isPlain = scope.unicodeScalars.allSatisfy {
                !$0.properties.isWhitespace && $0.properties.generalCategory != .control
            }
            try hold(!scope.isEmpty && isPlain, "a scope holds neither white space nor control characters")
        }
        try hold(tokens.subject.map(Self.isPlainSubject) ?? true, "a subject is short and visible")
        let size = scopes.reduce(access.utf8.count + (tokens.refresh?.count ?? 0)) { $0 + $1.utf8.count }
        try hold(size <= length, "tokens are no longer than the answer")
    }

    private static func parts(_ tokens: TokenResponse?) -> [[UInt8]?]? {
        tokens.map {
            bytes(
                $0.access.reveal(), $0.refresh?.reveal(), $0.lifetime.map { "\($0)" }, $0.scopes.map { "\($0)" },
                $0.subject)
        }
    }

    static func isPlainSubject(_ subject: String) -> Bool {
        (1...255).contains(subject.utf8.count) && subject.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    static func checkIDToken(_ input: [UInt8]) throws(Violation) {
        let text = String(decoding: input, as: UTF8.self)
        let subject = IDToken.subject(of: text)
        try hold(subject == IDToken.subject(of: text), "an ID token reads twice the same")
        try hold(subject.map(Self.isPlainSubject) ?? true, "a subject is short and visible")
        // So that the payload is reached without guessing its encoding.
        let payload = IDToken.subject(of: "e30.\(Base64.encode(input, .urlSafe)).c2ln")
        let claim = JSONReader.value(in: input)?["sub"]?.text
        try hold(payload == claim.flatMap { Self.isPlainSubject($0) ? $0 : nil }, "the subject is the claim")
    }
}
