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
        try self.apply(try credential.parts(for: try self.webAddress()), form: &form)
    }

    /// Its absolute address.
    ///
    /// - Throws: ``CredentialError/Code/invalidInput`` when it has none.
    func webAddress() throws(CredentialError) -> WebAddress {
        do throws(InvalidInput) {
            return try WebAddress(
                "\(self.scheme ?? "")://\(self.authority ?? "")\(self.path ?? "")", field: "request")
        } catch {
            throw CredentialError(error)
        }
    }

    /// Puts the parts of a credential where they belong; the request is unchanged when one cannot be put there.
    ///
    /// - Parameters:
    ///   - parts: what a credential sets.
    ///   - form: the form-encoded body, to which parameters of a form are added.
    /// - Throws: ``CredentialError/Code/configuration`` when a header field has a name that cannot be.
    package mutating func apply(_ parts: [CredentialPart], form: inout [UInt8]) throws(CredentialError) {
        var request = self
        var fields: [FormField] = []
        for part in parts {
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
