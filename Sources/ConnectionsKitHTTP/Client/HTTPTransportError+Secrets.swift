import ConnectionsKit

extension HTTPTransportError {
    /// The error without its texts and its cause, when one of them shows the credential: a transport of the host's may
    /// quote the address, whose query can hold a key.
    func withoutSecrets(of credential: Credential) -> HTTPTransportError {
        var text = "\(self.message) \(self.cause.map { "\($0) \(String(reflecting: $0))" } ?? "")"
        if let cause { dump(cause, to: &text) }
        guard credential.repeats(text) else { return self }
        return HTTPTransportError(
            self.code, "The HTTP client's words are withheld, since they hold the credential.",
            mayHaveBeenSent: self.mayHaveBeenSent)
    }
}
