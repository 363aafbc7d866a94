/// What a task receives: a secret that does not print, when it ends, and how it is applied to a request.
public struct Credential: Sendable {
    /// The service for which it is.
    public var connector: ConnectorID { self.facts.connector }
    /// The grant that it comes from.
    public var grant: Grant.ID { self.facts.grant }
    /// Counts the tokens that the grant has had.
    public var tokenVersion: Int { self.facts.tokenVersion }
    /// When it ends; `nil` when that is not known.
    public var expiresAt: Timestamp? { self.facts.expiresAt }
    /// The scopes that were granted.
    public var scopes: [String] { self.facts.scopes }
    /// What is known of the account at the service: the connector's parameters, and what the service told, such as
    /// `instance_url`.
    public var details: [String: String] { self.facts.details }
    /// Whose OAuth client it was made with; `nil` where the service does not use OAuth.
    public var mode: Connection.Mode? { self.facts.mode }

    /// Whether another can be had in its place: tokens are renewed, a key or a password is what it is.
    package var isRenewable: Bool { self.facts.isRenewable }

    // A reference: who is handed one, and may be one of ten thousand, holds a word.
    private final class Facts: Sendable {
        let connector: ConnectorID
        let grant: Grant.ID
        let tokenVersion: Int
        let expiresAt: Timestamp?
        let scopes: [String]
        let details: [String: String]
        let mode: Connection.Mode?
        let isRenewable: Bool
        let parts: [CredentialPart]
        let hosts: [HostPattern]
        let allowsLoopbackHTTP: Bool

        init(
            access: Secret, of tokens: TokenState, grant: Grant, connector: Connector, allowsLoopbackHTTP: Bool
        ) throws(CredentialError) {
            self.connector = connector.id
            self.grant = grant.id
            self.tokenVersion = tokens.tokenVersion
            self.expiresAt = tokens.expiresAt
            self.scopes = grant.grantedScopes
            self.details = grant.details
            self.mode = grant.client.map { client in
                client.credentialSet.map { .clientCredentials($0) } ?? .platformManaged
            }
            self.isRenewable = connector.authentication.method == .oauth2
            let connector = try connector.serving(grant)
            self.parts = try Credential.parts(of: access, for: connector)
            self.hosts = connector.hosts
            self.allowsLoopbackHTTP = allowsLoopbackHTTP
        }
    }

    private let facts: Facts

    /// Makes a credential from opened secret material.
    ///
    /// - Throws: ``CredentialError/Code/storeCorrupt`` when the material is not of the connector's method.
    package init(
        access: Secret, of tokens: TokenState, grant: Grant, connector: Connector, allowsLoopbackHTTP: Bool
    ) throws(CredentialError) {
        self.facts = try Facts(
            access: access, of: tokens, grant: grant, connector: connector, allowsLoopbackHTTP: allowsLoopbackHTTP)
    }

    /// What to put into a request to `address`.
    ///
    /// - Parameter address: the address of the request.
    /// - Returns: the header fields and parameters to set.
    /// - Throws: ``CredentialError/Code/hostNotAllowed`` when the address is not one of the connector's hosts over TLS.
    public func parts(for address: WebAddress) throws(CredentialError) -> [CredentialPart] {
        guard address.scheme == "https" || (address.isLoopback && self.facts.allowsLoopbackHTTP) else {
            throw CredentialError(
                .hostNotAllowed, "a credential of \(self.connector) is not sent to \(address.host) without TLS")
        }
        guard self.facts.hosts.contains(where: { $0.matches(address.host) }) else {
            let allowed = self.facts.hosts.map(\.text).joined(separator: ", ")
            throw CredentialError(
                .hostNotAllowed,
                "a credential of \(self.connector) is not sent to \(address.host); its hosts are \(allowed)")
        }
        return self.facts.parts
    }

    /// Whether `text` is one of its secrets, a longer piece of one, or holds one: what a service echoes is then not shown.
    package func repeats(_ text: String) -> Bool {
        self.facts.parts.contains { part in
            let secret =
                switch part {
                case .header(_, let value), .query(_, let value), .form(_, let value): value.reveal()
                }
            // Also behind its scheme, as in "Bearer token", and what basic authentication encodes.
            let bare = String(secret.drop { $0 != " " }.dropFirst())
            let pair = Base64.decode(bare, .standard).map { String(decoding: $0, as: UTF8.self) } ?? ""
            let password = String(pair.drop { $0 != ":" }.dropFirst())
            return [secret, bare, password].contains { !$0.isEmpty && Echo.isIn(text, of: $0) }
        }
    }

    private static func parts(of access: Secret, for connector: Connector) throws(CredentialError) -> [CredentialPart] {
        if let facts = connector.authentication.oauth2 {
            return [CredentialPart(accessToken: access, at: facts.accessTokenPlacement)]
        }
        guard let values = SecretFields(decoding: access) else {
            throw CredentialError(.storeCorrupt, "the stored credential of \(connector.id) cannot be read")
        }
        if case .basic(let username, let password) = connector.authentication {
            guard let user = values[username.name], let secret = values[password.name] else {
                throw CredentialError(.storeCorrupt, "the stored credential of \(connector.id) lacks a field")
            }
            // RFC 7617 section 2.
            let pair = Base64.encode(Array((user.reveal() + ":" + secret.reveal()).utf8), .standard)
            return [.header(name: "Authorization", value: Secret("Basic " + pair))]
        }
        var parts: [CredentialPart] = []
        for field in connector.authentication.fields {
            guard let value = values[field.name] else {
                throw CredentialError(.storeCorrupt, "the stored credential of \(connector.id) lacks a field")
            }
            if let part = CredentialPart(value, at: field.placement) { parts.append(part) }
        }
        return parts
    }
}

/// One thing that a credential puts into a request.
public enum CredentialPart: Sendable {
    /// A header field.
    case header(name: String, value: Secret)
    /// A parameter of the query.
    case query(name: String, value: Secret)
    /// A parameter of a form-encoded body.
    case form(name: String, value: Secret)

    /// A value at a place of its own; `nil` for what is one half of basic authentication.
    init?(_ value: Secret, at placement: CredentialField.Placement) {
        switch placement {
        case .header(let name, let prefix): self = .header(name: name, value: Secret(prefix + value.reveal()))
        case .query(let name): self = .query(name: name, value: value)
        case .form(let name): self = .form(name: name, value: value)
        case .basic: return nil
        }
    }

    /// An access token where a service wants it, by itself `Authorization: Bearer` (RFC 6750 section 2.1).
    package init(accessToken: Secret, at placement: CredentialField.Placement?) {
        self =
            placement.flatMap { CredentialPart(accessToken, at: $0) }
            ?? .header(name: "Authorization", value: Secret("Bearer " + accessToken.reveal()))
    }
}

extension Credential: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The service and the end; never the secret.
    public var description: String {
        "Credential(\(self.connector), expires: \(self.expiresAt.map(\.description) ?? "unknown"))"
    }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}

extension Connector {
    /// The connector as it serves the account of `grant`: its endpoints and hosts are those of that account alone.
    package func serving(_ grant: Grant) throws(CredentialError) -> Connector {
        do throws(InvalidInput) { return try self.filled(with: grant.details) } catch {
            throw CredentialError(.configuration, error.description, cause: error)
        }
    }
}
