import ConnectionsKit
import HTTPTypes

extension ServiceRequest {
    /// The request with the credential applied, as it goes out.
    ///
    /// - Throws: ``CredentialError/Code/hostNotAllowed`` when it goes elsewhere than to the connector's hosts over TLS,
    ///   ``CredentialError/Code/invalidInput`` when it has no absolute address or brings what the credential sets.
    func authorized(with credential: Credential) throws(CredentialError) -> ServiceRequest {
        var result = self
        var isForm = false
        for part in try credential.parts(for: try self.request.webAddress()) {
            switch part {
            case .header(let name, _): try self.refuseHeader(name, credential)
            case .query(let name, _):
                let query = (self.request.path ?? "").split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
                try self.refuseParameter(name, in: Array(query.utf8), "query", credential)
            case .form(let name, _):
                try self.refuseParameter(name, in: try self.formBytes(credential), "form", credential)
                isForm = true
            }
        }
        var form = self.body?.bytes ?? []
        try result.request.authorize(with: credential, form: &form)
        if isForm {
            result.body = HTTPBody(form)
            result.request.headerFields[.contentType] = self.request.headerFields[.contentType] ?? Self.formType
        }
        return result
    }

    // MARK: - What the request may not bring

    private func refuseHeader(_ name: String, _ credential: Credential) throws(CredentialError) {
        guard let field = HTTPField.Name(name), self.request.headerFields[field] != nil else { return }
        throw Self.refusal("header field \(name)", field: name, credential)
    }

    /// Two parameters of one name are two opinions on who calls: services differ in which of them they take.
    private func refuseParameter(
        _ name: String, in bytes: [UInt8], _ part: String, _ credential: Credential
    ) throws(CredentialError) {
        let names = bytes.split(separator: UInt8(ascii: "&")).map { piece in
            let raw = piece.prefix { $0 != UInt8(ascii: "=") }
            return (try? FormEncoding.decode(component: raw)) ?? String(decoding: raw, as: UTF8.self)
        }
        guard names.contains(name) else { return }
        throw Self.refusal("parameter \(name) of the \(part)", field: name, credential)
    }

    /// The form to which a credential is added.
    private func formBytes(_ credential: Credential) throws(CredentialError) -> [UInt8] {
        let type = self.request.headerFields[.contentType]?.lowercased() ?? Self.formType
        guard type.hasPrefix(Self.formType), self.body == nil || self.body?.bytes != nil else {
            throw CredentialError(
                InvalidInput(
                    field: "body", problem: "the credential of \(credential.connector) belongs into a form",
                    remedy: "Send the body as a form whose bytes are at hand"))
        }
        return self.body?.bytes ?? []
    }

    private static func refusal(_ what: String, field: String, _ credential: Credential) -> CredentialError {
        CredentialError(
            InvalidInput(
                field: field, problem: "the \(what) is set by the credential of \(credential.connector)",
                remedy: "Leave it out of the request"))
    }
}
