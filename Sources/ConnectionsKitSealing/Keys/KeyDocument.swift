import ConnectionsKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The text form of a key ring: what a key file holds.
struct KeyDocument: Codable {
    var primary: String
    var keys: [String: String]
    var audit: String

    /// Reads a ring.
    ///
    /// - Parameters:
    ///   - bytes: the JSON text.
    ///   - source: what it was read from, for the error.
    /// - Returns: the keys.
    /// - Throws: ``SealerError`` with the code `malformed`, which names the field and shows no value.
    static func ring(in bytes: [UInt8], named source: String) throws(SealerError) -> KeyRing {
        func refuse(_ problem: String) -> SealerError {
            SealerError(.malformed, "\(source) is no key file: \(problem)")
        }
        let document: KeyDocument
        do {
            document = try JSONDecoder().decode(KeyDocument.self, from: Data(bytes))
        } catch {
            throw refuse(Self.problem(error))
        }
        var keys: [String: Secret] = [:]
        for (id, text) in document.keys {
            guard let key = Base64.decode(text, .standard) else {
                throw refuse(
                    KeyRing.isIdentifier(id) ? "the key \"\(id)\" is not base 64" : "one of the keys is not base 64")
            }
            keys[id] = Secret(key)
        }
        guard let audit = Base64.decode(document.audit, .standard) else {
            throw refuse("the audit key is not base 64")
        }
        do throws(SealerError) {
            return try KeyRing(primary: document.primary, keys: keys, audit: Secret(audit))
        } catch {
            throw refuse(error.message)
        }
    }

    /// The text of `ring`, in clear: to be written where only its owner can read it.
    static func text(of ring: KeyRing) throws(SealerError) -> [UInt8] {
        func encode(_ secret: Secret) -> String { secret.withBytes { Base64.encode($0, .standard) } }
        let document = ring.withKeys { keys, audit in
            KeyDocument(primary: ring.primary, keys: keys.mapValues(encode), audit: encode(audit))
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(document)) + [UInt8(ascii: "\n")]
        } catch {
            throw SealerError(.malformed, "the keys cannot be written as JSON")
        }
    }

    /// What is wrong, by the names of fields alone: a value may be a key.
    private static func problem(_ error: any Error) -> String {
        let fields = "it needs the fields \"primary\", \"keys\" and \"audit\""
        switch error {
        case DecodingError.keyNotFound(let key, _):
            return "the field \"\(key.stringValue)\" is missing; \(fields)"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            let name = context.codingPath.first?.stringValue
            return name.map { "the field \"\($0)\" has the wrong type" } ?? "it is no JSON object; \(fields)"
        default:
            return "it is not JSON; \(fields)"
        }
    }
}
