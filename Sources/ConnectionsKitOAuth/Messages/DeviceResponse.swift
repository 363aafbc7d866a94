package import ConnectionsKit
package import ConnectionsKitHTTP

/// A successful reply of a device authorization endpoint (RFC 8628 section 3.2).
///
/// A person is sent to the addresses in it, so that it is read strictly.
package struct DeviceResponse: Sendable {
    /// The device code.
    package let deviceCode: Secret
    /// What the person enters: 1 to 100 visible ASCII characters and spaces.
    package let userCode: String
    /// Where they enter it.
    package let verificationURI: String
    /// The same with the code in it, if the service offers that.
    package let verificationURIComplete: String?
    /// How long the codes last: from a second to an hour, and a quarter of an hour where the service does not say.
    package let lifetime: Duration
    /// How long to wait between questions: from a second to ``lifetime``, and five seconds where the service does not say.
    package let interval: Duration

    private static let longestLifetime = Duration.seconds(3_600)

    /// Reads a reply.
    ///
    /// - Parameter fields: the members of the body.
    /// - Throws: ``CredentialError/Code/invalidResponse`` that names the member which is missing or not acceptable.
    package init(_ fields: MessageFields) throws(CredentialError) {
        func refuse(_ member: String) -> CredentialError {
            CredentialError(
                .invalidResponse, "the device authorization endpoint answered without \(member) that can be used")
        }
        guard let code = fields["device_code"]?.text, !code.isEmpty else { throw refuse("a device_code") }
        guard let user = fields["user_code"]?.text, (1...100).contains(user.utf8.count),
            user.utf8.allSatisfy({ (0x20...0x7E).contains($0) }), user.contains(where: { $0 != " " })
        else { throw refuse("a user_code") }
        // Google spells it with URL.
        guard let address = try Self.address(fields, ["verification_uri", "verification_url"], refuse) else {
            throw refuse("a verification_uri")
        }
        self.deviceCode = Secret(code)
        self.userCode = user
        self.verificationURI = address
        self.verificationURIComplete = try Self.address(
            fields, ["verification_uri_complete", "verification_url_complete"], refuse)
        let lifetime = try Self.seconds(fields, "expires_in", refuse) ?? .seconds(900)
        self.lifetime = min(max(lifetime, .seconds(1)), Self.longestLifetime)
        let interval = try Self.seconds(fields, "interval", refuse) ?? .seconds(5)
        self.interval = min(max(interval, .seconds(1)), self.lifetime)
    }

    private static func address(
        _ fields: MessageFields, _ names: [String], _ refuse: (String) -> CredentialError
    ) throws(CredentialError) -> String? {
        guard let name = names.first(where: { fields[$0] != nil }) else { return nil }
        guard let text = fields[name]?.text, (try? EndpointAddress.checked(text, name: name)) != nil else {
            throw refuse("a \(name)")
        }
        return text
    }

    /// A number of seconds that is not negative, as a number or a text.
    private static func seconds(
        _ fields: MessageFields, _ name: String, _ refuse: (String) -> CredentialError
    ) throws(CredentialError) -> Duration? {
        let digits: String
        switch fields[name] {
        case nil: return nil
        case .number(let text), .string(let text): digits = text
        default: throw refuse("an \(name)")
        }
        guard let seconds = Double(digits), seconds.isFinite, seconds >= 0, seconds > 0 || name != "expires_in" else {
            throw refuse("an \(name)")
        }
        return .milliseconds(Int64((min(seconds, 86_400) * 1_000).rounded(.up)))
    }
}

extension DeviceResponse: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "DeviceResponse(redacted)" }
    package var debugDescription: String { self.description }
    package var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
