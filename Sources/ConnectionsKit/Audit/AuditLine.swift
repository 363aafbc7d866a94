/// A record as a line of an export: JSON with every key, always in the same order.
///
/// ```
/// {"format":"connectionskit.audit.1","account":"maker","sequence":2,"at":"2026-01-31T09:05:00Z",
///  "milliseconds":1769850300000,"actor":{"kind":"user","user":"olga","account":"maker","role":"superAdmin"},
///  "action":"enable","connection":"…","grant":null,"subject":null,"outcome":{"kind":"allowed"},
///  "changed":["application"],"previous":"…","code":"…"}
/// ```
/// An actor is `user` as above, `platform` with its `user`, or `system`; an outcome is `allowed`, `denied` with its `rules`, or
/// `failed` with its `code`. `previous` and `code` are in hexadecimal: the code of the record before, and its own, so that each
/// line proves itself to whoever has the key.
package struct AuditLine: Sendable, Hashable {
    package static let format = "connectionskit.audit.1"

    package var record: AuditRecord
    /// The code of the record before; empty for the first.
    package var previous: [UInt8]

    package init(_ record: AuditRecord, previous: [UInt8]) {
        self.record = record
        self.previous = previous
    }

    /// The line, without the break at its end.
    package var text: String {
        let entry = self.record.entry
        var writer = JSONLineWriter()
        writer.begin()
        writer.add("format", Self.format)
        writer.add("account", entry.account.text)
        writer.add("sequence", self.record.sequence)
        writer.add("at", entry.at.description)
        writer.add("milliseconds", Int(entry.at.milliseconds))
        writer.begin("actor")
        switch entry.actor {
        case .user(let user, let account, let role):
            writer.add("kind", "user")
            writer.add("user", user.text)
            writer.add("account", account.text)
            writer.add("role", role.rawValue)
        case .platform(let user):
            writer.add("kind", "platform")
            writer.add("user", user.text)
        case .system: writer.add("kind", "system")
        }
        writer.end()
        writer.add("action", entry.action.rawValue)
        writer.add("connection", entry.connection?.description)
        writer.add("grant", entry.grant?.description)
        writer.add("subject", entry.subject)
        writer.begin("outcome")
        switch entry.outcome {
        case .allowed: writer.add("kind", "allowed")
        case .denied(let rules):
            writer.add("kind", "denied")
            writer.add("rules", rules)
        case .failed(let code):
            writer.add("kind", "failed")
            writer.add("code", code)
        }
        writer.end()
        writer.add("changed", entry.changed)
        writer.add("previous", Self.hexadecimal(self.previous))
        writer.add("code", Self.hexadecimal(self.record.code))
        writer.end()
        return writer.text
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

extension AuditLine {
    /// Reads a line that ``text`` wrote, and no other; nothing where it was written otherwise or changed.
    package init?(_ text: String) {
        var reader = JSONLineReader(text)
        guard let line = Self(&reader), reader.isAtEnd, line.text.utf8.elementsEqual(text.utf8) else { return nil }
        self = line
    }

    private init?(_ reader: inout JSONLineReader) {
        guard reader.begin(), reader.string("format") == Self.format, let account = reader.string("account"),
            let sequence = reader.integer("sequence"), reader.string("at") != nil,
            let milliseconds = reader.integer("milliseconds"), let actor = Self.actor(&reader),
            let action = reader.string("action"), let connection = reader.optional("connection"),
            let grant = reader.optional("grant"), let subject = reader.optional("subject"),
            let outcome = Self.outcome(&reader), let changed = reader.strings("changed"),
            let previous = reader.string("previous").flatMap(Self.bytes), let code = reader.string("code"),
            let code = Self.bytes(code), reader.end()
        else { return nil }
        // An identifier that is none is written as `null`, so that the line is found to be another.
        let entry = AuditEntry(
            account: AccountID(account), at: Timestamp(milliseconds: Int64(milliseconds)), actor: actor,
            action: Action(rawValue: action), connection: connection.flatMap { Connection.ID($0) },
            grant: grant.flatMap { Grant.ID($0) }, subject: subject, outcome: outcome, changed: changed)
        self.init(AuditRecord(sequence: sequence, entry: entry, code: code), previous: previous)
    }

    private static func actor(_ reader: inout JSONLineReader) -> AuditEntry.Actor? {
        guard reader.begin("actor"), let kind = reader.string("kind") else { return nil }
        var actor: AuditEntry.Actor?
        switch kind {
        case "user":
            guard let user = reader.string("user"), let account = reader.string("account"),
                let role = reader.string("role").flatMap({ Role(rawValue: $0) })
            else { return nil }
            actor = .user(UserID(user), account: AccountID(account), role: role)
        case "platform": actor = reader.string("user").map { .platform(UserID($0)) }
        case "system": actor = .system
        default: actor = nil
        }
        return reader.end() ? actor : nil
    }

    private static func outcome(_ reader: inout JSONLineReader) -> AuditEntry.Outcome? {
        guard reader.begin("outcome"), let kind = reader.string("kind") else { return nil }
        var outcome: AuditEntry.Outcome?
        switch kind {
        case "allowed": outcome = .allowed
        case "denied": outcome = reader.strings("rules").map { .denied(rules: $0) }
        case "failed": outcome = reader.string("code").map { .failed(code: $0) }
        default: outcome = nil
        }
        return reader.end() ? outcome : nil
    }

    private static func bytes(_ text: String) -> [UInt8]? {
        let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue.map { UInt8($0) } }
        guard digits.count == text.utf8.count, digits.count % 2 == 0 else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
