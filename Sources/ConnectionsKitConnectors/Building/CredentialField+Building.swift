import ConnectionsKit

extension CredentialField {
    /// A half of basic authentication that is no secret.
    static func name(_ name: String, _ label: String) -> CredentialField {
        CredentialField(name, label: label, isSecret: false, placement: .basic)
    }

    /// A half of basic authentication that is secret.
    static func secret(_ name: String, _ label: String) -> CredentialField {
        CredentialField(name, label: label, placement: .basic)
    }

    /// A part of an assertion that is no secret.
    static func part(_ name: String, _ label: String) -> CredentialField {
        CredentialField(name, label: label, isSecret: false, placement: .form(name: name))
    }

    /// The key that signs an assertion.
    static func privateKey(_ label: String = "Private key (PEM)") -> CredentialField {
        CredentialField("private_key", label: label, placement: .form(name: "private_key"))
    }
}

extension [CredentialField] {
    /// The OAuth client of an account that registers its own.
    static func client(id: String = "Client ID", secret: String = "Client secret") -> [CredentialField] {
        [.name("client_id", id), .secret("client_secret", secret)]
    }
}
