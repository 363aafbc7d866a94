/// Something a person does with the library; the policy decides on it and the trail names it.
public struct Action: Sendable, Hashable, Codable, RawRepresentable, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Register an application.
    public static let registerApplication = Action(rawValue: "register_application")
    /// Make a connection.
    public static let createConnection = Action(rawValue: "create_connection")
    /// Make or change a credential set.
    public static let manageCredentialSet = Action(rawValue: "manage_credential_set")
    /// Rename a connection or change its scopes.
    public static let editConnection = Action(rawValue: "edit_connection")
    /// Enable a connection for an application.
    public static let enable = Action(rawValue: "enable")
    /// Take a connection's access from its application.
    public static let disable = Action(rawValue: "disable")
    /// Use a connection at a place of its application.
    public static let addReference = Action(rawValue: "add_reference")
    /// Stop using a connection at a place.
    public static let removeReference = Action(rawValue: "remove_reference")
    /// Delete a connection.
    public static let deleteConnection = Action(rawValue: "delete_connection")
    /// See a connection.
    public static let viewConnection = Action(rawValue: "view_connection")
    /// Authorize a connection.
    public static let authorize = Action(rawValue: "authorize")
    /// Begin to authorize a connection; the policy decides on it as on ``authorize``.
    public static let beginAuthorization = Action(rawValue: "begin_authorization")
    /// Revoke an authorization.
    public static let revoke = Action(rawValue: "revoke")
    /// Publish an application to stage.
    public static let publish = Action(rawValue: "publish")
    /// Invite a client.
    public static let inviteClient = Action(rawValue: "invite_client")
    /// Share a release with a client for the first time.
    public static let share = Action(rawValue: "share")
    /// Send an update to a client who has the application.
    public static let sendUpdate = Action(rawValue: "send_update")
    /// Accept an invitation.
    public static let acceptInvitation = Action(rawValue: "accept_invitation")
    /// Install an application.
    public static let install = Action(rawValue: "install")
    /// Uninstall an application.
    public static let uninstall = Action(rawValue: "uninstall")
    /// See the installed applications.
    public static let viewInstallations = Action(rawValue: "view_installations")
    /// Use a connection at task time.
    public static let use = Action(rawValue: "use")
    /// Read the audit trail.
    public static let readAudit = Action(rawValue: "read_audit")
    /// Make a system connection; only the library does.
    public static let createSystemConnection = Action(rawValue: "create_system_connection")

    public var description: String { self.rawValue }

    /// The action in words, such as `authorize`, as they stand after "may not".
    public var title: String { self.rawValue.split(separator: "_").joined(separator: " ") }
}
