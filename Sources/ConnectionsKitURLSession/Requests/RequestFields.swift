import ConnectionsKitHTTP
import HTTPTypes

/// The header fields of a request, checked, and joined where a name came several times.
struct RequestFields: Sendable {
    private(set) var values: [(name: String, value: String)] = []

    init(_ fields: HTTPFields, hasBody: Bool) throws(HTTPTransportError) {
        var positions: [String: Int] = [:]
        for field in fields {
            let key = field.name.canonicalName
            guard !Self.reserved.contains(key) else {
                throw .invalid("The field \(field.name) is the transport's to set: leave it out.")
            }
            guard let value = Self.text(of: field) else {
                throw .invalid("The value of the field \(field.name) holds a control character or is not UTF-8.")
            }
            if let position = positions[key] {
                // RFC 9110 section 5.3; cookies have a separator of their own (RFC 6265 section 5.4).
                self.values[position].value += (key == "cookie" ? "; " : ", ") + value
            } else {
                positions[key] = self.values.count
                self.values.append((field.name.rawName, value))
            }
        }
        // Foundation would send the name of the process, and call any POST body a form.
        if positions["user-agent"] == nil { self.values.append(("User-Agent", "ConnectionsKit")) }
        if hasBody, positions["content-type"] == nil {
            self.values.append(("Content-Type", "application/octet-stream"))
        }
    }

    /// The fields that say where a message ends, how its connection is used, or which host is meant: a second opinion
    /// on these makes two readers see two different requests.
    private static let reserved: Set<String> = [
        "connection", "content-length", "expect", "host", "keep-alive", "proxy-authorization", "proxy-connection",
        "te", "trailer", "transfer-encoding", "upgrade",
    ]

    private static func text(of field: HTTPField) -> String? {
        let bytes = unsafe field.withUnsafeBytesOfValue { unsafe Array($0) }
        return bytes.allSatisfy(Self.isFieldCharacter) ? String(validating: bytes, as: UTF8.self) : nil
    }

    /// RFC 9110 section 5.5: no control character but the tab, so neither CR nor LF.
    static func isFieldCharacter(_ byte: UInt8) -> Bool {
        byte == 0x09 || (byte >= 0x20 && byte != 0x7F)
    }
}
