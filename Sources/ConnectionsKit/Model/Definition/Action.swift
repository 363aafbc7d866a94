/// Something a person does with the library; the policy decides on it and the trail names it.
public struct Action: Sendable, Hashable, Codable, RawRepresentable, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Register an application.
    public static let registerApplication = Action(rawValue: "register_application")
    /// Import an application under another identifier, with copies of its connections.
    public static let importApplication = Action(rawValue: "import_application")
    /// Make a connection.
    public static let createConnection = Action(rawValue: "create_connection")
    /// Make or change a credential set.
    public static let manageCredentialSet = Action(rawValue: "manage_credential_set")
    /// Rename a connection, or change its scopes or its mode.
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
    /// Export definitions.
    public static let exportDefinitions = Action(rawValue: "export_definitions")
    /// Apply exported definitions.
    public static let importDefinitions = Action(rawValue: "import_definitions")
    /// Authorize a connection.
    public static let authorize = Action(rawValue: "authorize")
    /// Begin to authorize a connection; the policy decides on it as on ``authorize``.
    public static let beginAuthorization = Action(rawValue: "begin_authorization")
    /// Put another authorization in the place of one.
    public static let switchAuthorization = Action(rawValue: "switch_authorization")
    /// Use an authorization of another connection.
    public static let reuseAuthorization = Action(rawValue: "reuse_authorization")
    /// Rename the account of an authorization.
    public static let renameAuthorization = Action(rawValue: "rename_authorization")
    /// Share one authorization over all environments, or use one for each.
    public static let changeSharing = Action(rawValue: "change_sharing")
    /// See the authorizations that others made of a logged-in user connection.
    public static let viewAuthorizations = Action(rawValue: "view_authorizations")
    /// Revoke an authorization.
    public static let revoke = Action(rawValue: "revoke")
    /// Keep the applications of a client from using a connection for a while.
    public static let pauseConnection = Action(rawValue: "pause_connection")
    /// Let them use it again.
    public static let resumeConnection = Action(rawValue: "resume_connection")
    /// Publish an application to stage.
    public static let publish = Action(rawValue: "publish")
    /// End a publication that somebody else began and that is stuck.
    public static let endPublication = Action(rawValue: "end_publication")
    /// See the releases of an application, and with whom they were shared.
    public static let viewReleases = Action(rawValue: "view_releases")
    /// Invite a client, send the invitation again or take it back.
    public static let inviteClient = Action(rawValue: "invite_client")
    /// Share a release with a client for the first time.
    public static let share = Action(rawValue: "share")
    /// Send an update to a client who has the application.
    public static let sendUpdate = Action(rawValue: "send_update")
    /// Set the terms on which a client uses an application.
    public static let setLicence = Action(rawValue: "set_licence")
    /// Keep a client from using an application, or let them again.
    public static let blockClient = Action(rawValue: "block_client")
    /// Remove an application from a client whose trial has ended.
    public static let removeFromClient = Action(rawValue: "remove_from_client")
    /// Submit a release to the marketplace, or take it back.
    public static let submitToMarketplace = Action(rawValue: "submit_to_marketplace")
    /// Decide on a submission; only the platform does.
    public static let reviewSubmission = Action(rawValue: "review_submission")
    /// Accept an invitation.
    public static let acceptInvitation = Action(rawValue: "accept_invitation")
    /// See what the marketplace lists.
    public static let viewMarketplace = Action(rawValue: "view_marketplace")
    /// Install an application.
    public static let install = Action(rawValue: "install")
    /// Upgrade an installed application.
    public static let upgrade = Action(rawValue: "upgrade")
    /// Give an installed application a stage environment, or remove it.
    public static let manageEnvironments = Action(rawValue: "manage_environments")
    /// Uninstall an application.
    public static let uninstall = Action(rawValue: "uninstall")
    /// See the installed applications.
    public static let viewInstallations = Action(rawValue: "view_installations")
    /// Use a connection at task time.
    public static let use = Action(rawValue: "use")
    /// Suspend the authorizations of a person who was deactivated.
    public static let deactivateUser = Action(rawValue: "deactivate_user")
    /// Restore the authorizations of a person who returned.
    public static let reactivateUser = Action(rawValue: "reactivate_user")
    /// Revoke the authorizations of a person who was deleted.
    public static let deleteUser = Action(rawValue: "delete_user")
    /// See which authorizations depend on a person.
    public static let reviewAuthorizations = Action(rawValue: "review_authorizations")
    /// Name another super admin.
    public static let changeSuperAdmin = Action(rawValue: "change_super_admin")
    /// Read the audit trail.
    public static let readAudit = Action(rawValue: "read_audit")
    /// Make a system connection; only the library does.
    public static let createSystemConnection = Action(rawValue: "create_system_connection")
    /// Remove the oldest records of an audit trail; only the library does.
    public static let trimAudit = Action(rawValue: "trim_audit")
    /// Erase an account; only the platform does.
    public static let eraseAccount = Action(rawValue: "erase_account")

    public var description: String { self.rawValue }

    /// The action in words, such as `authorize`, as they stand after "may not".
    public var title: String { self.rawValue.split(separator: "_").joined(separator: " ") }
}
