import ConnectionsKit

extension ClientProof {
    /// What the header field holds, as it would stand in a body: an answer that repeats the secret is known by it.
    var hidden: [FormField] {
        guard let header = self.authorization, header.hasPrefix("Basic "),
            let pair = Base64.decode(header.dropFirst(6), .standard),
            let secret = try? FormEncoding.decode(component: pair.drop { $0 != UInt8(ascii: ":") }.dropFirst())
        else { return [] }
        return [FormField("client_secret", secret)]
    }
}
