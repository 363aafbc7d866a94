extension AuthorizationServer {
    /// A person who can log in, and what they have at the service.
    public struct User: Sendable {
        /// The name to log in with.
        public var name: String
        /// The identifier that `/userinfo` answers as `sub`; the name unless set.
        public var subject: String
        /// The name that pages and `/userinfo` show; the name unless set, any text.
        public var displayName: String
        /// What each resource answers for this user, by the resource's name.
        public var resources: [String: JSON]
        let password: String

        /// Makes a user.
        ///
        /// - Parameters:
        ///   - name: the name to log in with.
        ///   - password: the password; it is compared as it is.
        ///   - displayName: the name to show; `nil` shows `name`.
        ///   - resources: what each resource answers, by its name.
        public init(name: String, password: String, displayName: String? = nil, resources: [String: JSON] = [:]) {
            self.name = name
            self.subject = name
            self.displayName = displayName ?? name
            self.resources = resources
            self.password = password
        }
    }
}

extension AuthorizationServer.User: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "User(\(self.name))" }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
