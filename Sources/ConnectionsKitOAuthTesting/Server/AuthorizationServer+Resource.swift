extension AuthorizationServer {
    /// Something at `/resource/{name}` that an access token opens.
    ///
    /// `GET` answers what the user has under this name; `POST` records the JSON that it is sent.
    public struct Resource: Sendable, Hashable {
        /// The last part of its path: letters, digits, `-` and `_`.
        public var name: String
        /// The scope that `GET` needs; `nil`, any token will do.
        public var readScope: String?
        /// The scope that `POST` needs; `nil`, nothing can be posted.
        public var writeScope: String?

        /// Makes a resource.
        public init(name: String, readScope: String? = nil, writeScope: String? = nil) {
            self.name = name
            self.readScope = readScope
            self.writeScope = writeScope
        }
    }

    /// A document that was posted to a resource.
    public struct Submission: Sendable, Hashable {
        /// The name of the resource.
        public var resource: String
        /// The name of the user whose token was used; `nil` when it was the client's own.
        public var user: String?
        /// The client whose token was used.
        public var client: String
        /// The document.
        public var body: JSON
        /// When it came, on the clock of the calls.
        public var receivedAt: Duration
    }
}
