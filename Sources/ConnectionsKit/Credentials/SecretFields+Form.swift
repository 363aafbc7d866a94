extension SecretFields {
    /// The values that a person filled in, checked and in the order of `fields`.
    ///
    /// - Parameters:
    ///   - fields: what was asked for.
    ///   - connector: the service, for the errors.
    ///   - optional: the names of fields that may be left empty; those that are, are left out.
    ///   - multiline: the names of fields that may hold line breaks and tabs, such as keys.
    /// - Returns: the values that are not empty.
    /// - Throws: ``CredentialError/Code/missingField`` or ``CredentialError/Code/invalidInput``, the cause an
    ///   ``InvalidInput`` that names the field.
    package func checked(
        as fields: [CredentialField], of connector: Connector, optional: Set<String> = [], multiline: Set<String> = []
    ) throws(CredentialError) -> SecretFields {
        let isEmpty = { (field: CredentialField) in self[field.name].map { $0.count == 0 } ?? true }
        // What is missing first: a form that is half filled in is not wrong yet.
        for field in fields where !optional.contains(field.name) && isEmpty(field) {
            throw CredentialError(
                InvalidInput(
                    field: field.name, problem: "missing or empty", remedy: "Fill in \"\(field.label)\""),
                code: .missingField)
        }
        do throws(InvalidInput) {
            for name in self.names where !fields.contains(where: { $0.name == name }) {
                let known = fields.map(\.name).joined(separator: ", ")
                throw InvalidInput(
                    field: name, problem: "\(connector.name) has no such field",
                    remedy: known.isEmpty ? "Leave it out" : "Pass \(known)")
            }
            for field in fields {
                if let value = self[field.name] {
                    try Self.validate(value, as: field, allowsLines: multiline.contains(field.name))
                }
            }
        } catch {
            throw CredentialError(error)
        }
        return SecretFields(
            fields.filter { !isEmpty($0) }.compactMap { field in
                self[field.name].map { (name: field.name, value: $0) }
            })
    }

    private static func validate(
        _ value: Secret, as field: CredentialField, allowsLines: Bool
    ) throws(InvalidInput) {
        // RFC 7617 section 2 and RFC 9110 section 5.5: what goes into a header field holds no control character.
        let isClean = value.withBytes {
            $0.allSatisfy { byte in
                (byte >= 0x20 && byte != 0x7F) || (allowsLines && [0x09, 0x0A, 0x0D].contains(byte))
            }
        }
        guard isClean, value.count <= 8_192, String(validating: value.withBytes { $0 }, as: UTF8.self) != nil else {
            throw InvalidInput(
                field: field.name, problem: "longer than 8 KiB, not UTF-8, or with control characters",
                remedy: "Copy the value again without line breaks")
        }
    }
}
