import ConnectionsKit

extension ConnectionError {
    /// The remedy for a credential that a service does not accept and that cannot be renewed, being a key or a password.
    mutating func adviseNewValues(for credential: Credential) {
        self.remedy =
            "Check that the values are still valid at \(credential.connector), and authorize the connection with new ones."
    }

    /// The remedy for a credential that was renewed just before.
    mutating func adviseReauthorization() {
        self.remedy =
            "The credential was renewed just before: authorize the connection again, by somebody who may do this."
    }

    /// The credential was renewed, but the request cannot be repeated.
    static func cannotRepeat(callingWith credential: Credential) -> ConnectionError {
        ConnectionError(
            .providerRefused,
            "\(credential.connector) did not accept the credential, and the body of the request cannot be sent again.",
            remedy: "Send the request again with a new body: the credential has been renewed meanwhile.",
            cause: HTTPTransportError.bodyNotRepeatable)
    }
}
