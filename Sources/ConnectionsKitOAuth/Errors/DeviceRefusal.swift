package import ConnectionsKit
package import ConnectionsKitHTTP

/// What a token endpoint says to the question whether a person has consented on another device (RFC 8628 section 3.5), as
/// data.
package enum DeviceRefusal: Sendable, Hashable {
    /// Nobody has consented yet.
    case pending
    /// Nobody has consented yet, and the questions come too often.
    case slower
    /// The codes are too old.
    case expired
    /// The person declined.
    case declined
    /// The device code is not one that can be used.
    case dead

    /// How much longer the interval has to be after ``slower``, for this question and all that follow.
    package static let increase = Duration.seconds(5)

    /// The meaning of a code; nothing when it says the same as in every other request.
    package init?(_ code: ErrorCode) {
        guard let meaning = Self.meanings[code.key] else { return nil }
        self = meaning
    }

    private static let meanings: [String: DeviceRefusal] = [
        "authorization_pending": .pending, "slow_down": .slower, "expired_token": .expired, "access_denied": .declined,
        // Microsoft's.
        "authorization_declined": .declined,
        // GitHub's.
        "incorrect_device_code": .dead,
    ]

    /// What it means for the caller.
    package var code: CredentialError.Code {
        switch self {
        case .pending, .slower: .authorizationPending
        case .expired, .dead: .refused
        case .declined: .consentDenied
        }
    }

    /// What it says, for people.
    package var message: String {
        switch self {
        case .pending: "nobody has consented on the other device yet"
        case .slower: "nobody has consented on the other device yet, and the service wants to be asked less often"
        case .expired: "the code expired before anybody consented; begin the authorization again"
        case .declined: "the person declined on the other device"
        case .dead: "the service does not know the device code any more; begin the authorization again"
        }
    }
}
