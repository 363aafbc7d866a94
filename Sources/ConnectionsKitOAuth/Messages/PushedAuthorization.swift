package import ConnectionsKit
package import ConnectionsKitHTTP
import HTTPTypes

/// The answer to an authorization request that was pushed (RFC 9126 section 2.2).
package struct PushedAuthorization: Sendable {
    /// What stands for the request in the address: visible ASCII characters.
    package let requestURI: String

    /// Reads a reply.
    ///
    /// - Parameters:
    ///   - reply: the reply of the endpoint.
    ///   - endpoint: what to call the endpoint.
    ///   - sent: the fields of the request: an error code that repeats one of their secrets is not shown.
    /// - Throws: ``CredentialError``: `configuration` when the service refuses the client or the request, `transient` when it
    ///   may work later, `invalidResponse` when a success cannot be used.
    package init(_ reply: HTTPReply, endpoint: String, sent: [FormField]) throws(CredentialError) {
        let fields = MessageFields(reply.body)
        if let error = TokenVerdict.error(in: reply, fields, endpoint: endpoint, sent: sent) {
            throw Self.harmless(error)
        }
        // Only what is JSON is an answer, and the lifetime may not be missing (section 2.2).
        guard let fields, let uri = fields["request_uri"]?.text, !uri.isEmpty,
            uri.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), fields["expires_in"].map(Self.isPositive) == true
        else {
            throw CredentialError(
                .invalidResponse,
                "the \(endpoint) reported success, but its answer holds no request_uri that can be used")
        }
        self.requestURI = uri
    }

    /// The error as it is where nothing is at stake: a request that is pushed twice costs no token, and none is condemned.
    package static func harmless(_ error: CredentialError) -> CredentialError {
        var error = error
        switch error.code {
        case .outcomeUnknown: error.code = .transient
        case .refused: error.code = .configuration
        default: break
        }
        return error
    }

    private static func isPositive(_ value: JSONValue) -> Bool {
        switch value {
        case .number(let text), .string(let text): Int64(text).map { $0 > 0 } ?? false
        default: false
        }
    }
}

extension PushedAuthorization: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    // Whoever has the reference can go on in the person's place.
    package var description: String { "PushedAuthorization(redacted)" }
    package var debugDescription: String { self.description }
    package var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
