import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import HTTPTypes

extension HTTPReply {
    /// A JSON document that nobody may store.
    static func json(
        _ document: AuthorizationServer.JSON, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) -> HTTPReply {
        HTTPReply.text(document.text, type: "application/json", status: status, headers: headers)
    }

    /// The reply of a token endpoint, with the oddities that a server was given (RFC 6749 section 5.1).
    static func token(
        _ fields: [String: AuthorizationServer.JSON], status: HTTPResponse.Status = .ok, headers: HTTPFields = [:],
        oddities: AuthorizationServer.Oddities
    ) -> HTTPReply {
        var text = AuthorizationServer.JSON.object(fields).text
        if oddities.formEncodesTokenReplies {
            let sorted = fields.sorted { $0.key < $1.key }
            text = Array(
                FormEncoding.encode(
                    sorted.map {
                        FormField($0.key, $0.value.stringValue ?? String(decoding: $0.value.text, as: UTF8.self))
                    }
                ).utf8)
        }
        return HTTPReply.text(text, type: oddities.tokenContentType, status: status, headers: headers)
    }

    /// The error reply of a token or revocation endpoint (RFC 6749 section 5.2).
    static func refusal(_ refusal: Refusal, oddities: AuthorizationServer.Oddities) -> HTTPReply {
        let status = oddities.reportsErrorsWithStatusOK ? .ok : refusal.status
        return .token(refusal.fields, status: status, headers: refusal.headers, oddities: oddities)
    }

    static func text(
        _ text: [UInt8], type: String, status: HTTPResponse.Status, headers: HTTPFields = [:]
    ) -> HTTPReply {
        var response = HTTPResponse(status: status, headerFields: headers)
        response.headerFields[.contentType] = type
        response.headerFields[.cacheControl] = "no-store"
        // RFC 6749 section 5.1 asks for it beside Cache-Control.
        if let pragma = HTTPField.Name("Pragma") { response.headerFields[pragma] = "no-cache" }
        response.headerFields[.xContentTypeOptions] = "nosniff"
        return HTTPReply(response: response, body: text)
    }
}
