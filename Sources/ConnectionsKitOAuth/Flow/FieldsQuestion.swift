import ConnectionsKit

/// A token request that is made of the fields which a person filled in.
struct FieldsQuestion {
    var connector: Connector
    var scopes: [String]
    var client: ClientRegistration?
    var clientID: String?
    var values: SecretFields
    var timeLimit: Duration?

    /// The fields that are parameters of the request.
    func parameters(_ facts: OAuth2Facts) throws(CredentialError) -> [FormField] {
        var parameters: [FormField] = []
        for field in facts.fields where !facts.parts.contains(field.name) {
            guard case .form(let name) = field.placement else {
                throw CredentialError(
                    .configuration,
                    "the field \"\(field.name)\" of \(self.connector.name) has no place in a token request")
            }
            guard let value = self.values[field.name] else {
                throw CredentialError(
                    .configuration,
                    "\(self.connector.name) wants \"\(field.label)\" by now, which was not filled in; authorize again")
            }
            parameters.append(FormField(name, value.reveal()))
        }
        return parameters
    }
}
