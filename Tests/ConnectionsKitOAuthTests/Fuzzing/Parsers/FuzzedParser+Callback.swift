@testable import ConnectionsKit
@testable import ConnectionsKitOAuth

extension FuzzedParser {
    static func checkCallback(_ input: [UInt8]) throws(Violation) {
        let text = String(decoding: input, as: UTF8.self)
        let first = Self.callback(text)
        try hold(Self.parts(first) == Self.parts(Self.callback(text)), "a callback reads twice the same")
        switch first {
        case .failure(let error):
            try hold(error.field == "callback" && !error.remedy.isEmpty, "a refusal names the field and the remedy")
            try Planted.mayNotShow(in: error)
        case .success(let callback): try Self.checkAccepted(callback, text)
        }
        guard input.count <= 4_096 else { return }
        let withoutFragment = String(decoding: text.utf8.prefix { $0 != UInt8(ascii: "#") }, as: UTF8.self)
        try hold(
            Self.parts(first) == Self.parts(Self.callback(withoutFragment)), "a fragment counts for nothing")
        let address = "https://app.example.com/callback?\(text)"
        try hold(
            Self.parts(Self.callback(address)) == Self.reference(withoutFragment),
            "the query of an address is what follows its first question mark")
    }

    private static func checkAccepted(_ callback: AuthorizationCallback, _ text: String) throws(Violation) {
        try hold(!callback.state.isEmpty, "a callback has a state")
        try hold((callback.code == nil) != (callback.error == nil), "a callback has either a code or an error")
        try hold("\(callback)" == "AuthorizationCallback(redacted)", "a callback does not print")
        try Self.checkParameters(callback, text)
        let size = [callback.state, callback.code?.reveal(), callback.error, callback.issuer]
            .reduce(0) { $0 + ($1?.utf8.count ?? 0) }
        try hold(size <= text.utf8.count, "a callback is no longer than its text")
        let fields = [
            ("state", callback.state), ("code", callback.code?.reveal()), ("error", callback.error),
            ("iss", callback.issuer),
        ]
        let again = FormEncoding.encode(fields.compactMap { name, value in value.map { FormField(name, $0) } })
        if again.utf8.count <= 16_384 {
            try hold(
                Self.parts(Self.callback(again)) == Self.parts(.success(callback)), "a callback comes back as written")
        }
        if let refusal = callback.error {
            let error = CredentialError(authorizationRefusal: refusal, of: Self.connector)
            try hold((error.providerCode?.utf8.count ?? 0) <= 40, "the code of a refusal is short")
            try hold(error.message.utf8.count < 300, "the message of a refusal is short")
        }
    }

    private static func checkParameters(_ callback: AuthorizationCallback, _ text: String) throws(Violation) {
        try hold(callback.parameters.count <= 50, "other parameters are few")
        for (name, value) in callback.parameters {
            try hold(!["state", "code", "error", "iss"].contains(name), "the protocol's parameters are no others")
            try hold(!callback.repeatedParameters.contains(name), "a repeated parameter has no value")
            let isPlain = value.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
            try hold(isPlain && (1...2_048).contains(value.utf8.count), "a parameter is short and plain")
        }
        let size = callback.parameters.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        try hold(size <= text.utf8.count, "the parameters are no longer than the text")
    }

    private static func callback(_ text: String) -> Result<AuthorizationCallback, InvalidInput> {
        do throws(InvalidInput) {
            return .success(try AuthorizationCallback(text))
        } catch {
            return .failure(error)
        }
    }

    /// The parts as bytes; nothing when it was refused.
    private static func parts(_ callback: Result<AuthorizationCallback, InvalidInput>) -> [[UInt8]?]? {
        guard case .success(let callback) = callback else { return nil }
        return bytes(callback.state, callback.code?.reveal(), callback.error, callback.issuer)
    }

    /// The parts that a query has by the rules of its standard, read in another way.
    private static func reference(_ query: String) -> [[UInt8]?]? {
        guard let fields = try? FormEncoding.decode(query.utf8) else { return nil }
        func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }
        guard ["state", "code", "error", "iss"].allSatisfy({ all($0).count <= 1 }) else { return nil }
        let refusal = all("error").first.flatMap { $0.isEmpty ? nil : $0 }
        let code = all("code").first.flatMap { $0.isEmpty ? nil : $0 }
        guard let state = all("state").first, !state.isEmpty, refusal != nil || code != nil else { return nil }
        return bytes(state, refusal == nil ? code : nil, refusal, all("iss").first)
    }
}
