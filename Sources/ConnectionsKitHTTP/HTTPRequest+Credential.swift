public import ConnectionsKit
public import HTTPTypes

extension HTTPRequest {
    /// Applies a credential to the request: sets its header fields and parameters of the query.
    ///
    /// - Parameter credential: what a task received.
    /// - Throws: ``CredentialError/Code/hostNotAllowed`` when the request goes elsewhere than to the connector's hosts over
    ///   TLS, ``CredentialError/Code/invalidInput`` when the request has no absolute address or the credential belongs into
    ///   a form, for which there is ``authorize(with:form:)``. The request is unchanged then.
    public mutating func authorize(with credential: Credential) throws(CredentialError) {
        var form: [UInt8] = []
        var request = self
        try request.authorize(with: credential, form: &form)
        guard form.isEmpty else {
            throw CredentialError(.invalidInput, "the credential of \(credential.connector) belongs into a form body")
        }
        self = request
    }

    /// Applies a credential to a request whose body is a form.
    ///
    /// - Parameters:
    ///   - credential: what a task received.
    ///   - form: the form-encoded body, to which the credential's parameters are added.
    /// - Throws: as ``authorize(with:)``.
    public mutating func authorize(with credential: Credential, form: inout [UInt8]) throws(CredentialError) {
        let address: WebAddress
        do throws(InvalidInput) {
            address = try WebAddress(
                "\(self.scheme ?? "")://\(self.authority ?? "")\(self.path ?? "")", field: "request")
        } catch {
            throw CredentialError(.invalidInput, error.description, cause: error)
        }
        var request = self
        var fields: [FormField] = []
        for part in try credential.parts(for: address) {
            switch part {
            case .header(let name, let value):
                guard let field = HTTPField.Name(name) else {
                    throw CredentialError(.configuration, "the connector's header name \"\(name)\" is not acceptable")
                }
                request.headerFields[field] = value.reveal()
            case .query(let name, let value):
                let path = request.path ?? "/"
                let pair = FormEncoding.encode([FormField(name, value.reveal())])
                request.path = path + (path.contains("?") ? "&" : "?") + pair
            case .form(let name, let value): fields.append(FormField(name, value.reveal()))
            }
        }
        if !fields.isEmpty {
            if !form.isEmpty { form.append(UInt8(ascii: "&")) }
            form += FormEncoding.encode(fields).utf8
        }
        self = request
    }
}
