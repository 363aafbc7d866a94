import ConnectionsKit
import ConnectionsKitHTTP

/// The body of a request to a token endpoint, in the format that the service wants.
///
/// It does not print.
struct RequestBody {
    /// The media type.
    let contentType: String
    /// The bytes.
    let bytes: [UInt8]

    /// Writes `fields`; in JSON a name that is repeated is an array.
    init(_ fields: [FormField], as format: OAuth2Facts.TokenRequestFormat) {
        switch format {
        case .form:
            self.contentType = "application/x-www-form-urlencoded"
            self.bytes = Array(FormEncoding.encode(fields).utf8)
        case .json:
            let members = Dictionary(grouping: fields, by: \.name).mapValues { fields -> JSONValue in
                let values = fields.map { JSONValue.string($0.value) }
                return values.count == 1 ? values[0] : .array(values)
            }
            self.contentType = "application/json"
            self.bytes = Array(JSONValue.object(members).document.utf8)
        }
    }
}

extension RequestBody: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "RequestBody(\(self.bytes.count) bytes)" }
    var debugDescription: String { self.description }
    var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
