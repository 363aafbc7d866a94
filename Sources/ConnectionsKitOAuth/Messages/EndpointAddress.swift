package import ConnectionsKit

/// The address of an endpoint, checked before anything is sent there.
package enum EndpointAddress {
    /// Reads an address that is HTTPS, or plain HTTP on loopback.
    ///
    /// - Parameters:
    ///   - text: the address.
    ///   - name: what to call the endpoint, such as `token endpoint`.
    ///   - allowsLoopbackHTTP: whether plain HTTP may be meant at all.
    /// - Returns: the address in its parts.
    /// - Throws: ``CredentialError/Code/configuration`` that names the endpoint.
    package static func checked(
        _ text: String, name: String, allowsLoopbackHTTP: Bool = true
    ) throws(CredentialError) -> WebAddress {
        let address: WebAddress
        do throws(InvalidInput) {
            address = try WebAddress(text, field: name)
        } catch {
            throw CredentialError(.configuration, error.description, cause: error)
        }
        guard address.scheme == "https" || (address.isLoopback && allowsLoopbackHTTP) else {
            throw CredentialError(.configuration, "the \(name) is not HTTPS; correct its address")
        }
        return address
    }
}
