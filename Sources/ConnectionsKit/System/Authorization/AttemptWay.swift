/// How an attempt goes on after its beginning.
enum AttemptWay: Sendable {
    /// The person comes back from the service with a callback.
    case redirect
    /// The person fills in fields.
    case fields
    /// The person consents on another device.
    case device
}

extension Attempt {
    /// How it goes on.
    var way: AttemptWay { self.device != nil ? .device : self.redirectURI != nil ? .redirect : .fields }

    /// Refuses an attempt that goes on in another way.
    func require(_ way: AttemptWay) throws(ConnectionError) {
        guard self.way != way else { return }
        switch self.way {
        case .redirect:
            throw ConnectionError(
                .invalidInput, "This connection is authorized at the service.", remedy: "Pass the callback.")
        case .fields:
            throw ConnectionError(
                .invalidInput, "This connection is authorized by its fields.", remedy: "Pass the fields.")
        case .device:
            throw ConnectionError(
                .invalidInput, "This connection is authorized on another device.",
                remedy: "Poll until the person has consented there.")
        }
    }
}
