/// An authorization that has begun, and how it goes on.
public struct PendingAuthorization: Sendable {
    /// Names the attempt: the `state` that comes back with the callback.
    public let state: String
    /// Until when it must be completed.
    public let deadline: Timestamp
    /// How it goes on.
    public let step: Step

    /// How an authorization goes on.
    public enum Step: Sendable {
        /// Send the person to this address; complete with the callback that they bring back.
        case redirect(url: String)
        /// Let the person fill in these fields; complete with their values, at once where there are none.
        case fields([CredentialField])
        /// Let the person enter a code on another device, and ask until they have consented.
        case device(Device)
    }

    /// What a person needs to consent on another device (RFC 8628 section 3.3).
    public struct Device: Sendable, Hashable {
        /// The code that the person enters.
        public var userCode: String
        /// Where they enter it.
        public var verificationURI: String
        /// The same address with the code in it, if the service offers one: for a QR code.
        public var verificationURIComplete: String?
        /// How long to wait between questions.
        public var interval: Duration

        init(userCode: String, verificationURI: String, verificationURIComplete: String?, interval: Duration) {
            self.userCode = userCode
            self.verificationURI = verificationURI
            self.verificationURIComplete = verificationURIComplete
            self.interval = interval
        }
    }

    /// The address to which the person must be sent; `nil` where it goes on in another way.
    public var redirectURL: String? {
        if case .redirect(let url) = self.step { url } else { nil }
    }

    /// The code that the person enters on another device, and where; `nil` where it goes on in another way.
    public var device: Device? {
        if case .device(let device) = self.step { device } else { nil }
    }
}

extension PendingAuthorization: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    // The state is a bearer secret, and stands in the address too.
    public var description: String { "PendingAuthorization(until: \(self.deadline))" }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}

extension PendingAuthorization.Step: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String {
        switch self {
        case .redirect: "redirect(redacted)"
        case .device: "device(redacted)"
        case .fields(let fields): "fields(\(fields.map(\.name).joined(separator: ", ")))"
        }
    }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .enum) }
}

extension PendingAuthorization.Device: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    // Whoever has the user code can consent in the person's place.
    public var description: String { "Device(\(self.verificationURI))" }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
