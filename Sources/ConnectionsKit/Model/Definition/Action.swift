/// Something a person does with the library; the policy decides on it and the trail names it.
public struct Action: Sendable, Hashable, Codable, RawRepresentable, CustomStringConvertible {
    public let rawValue: String
    /// The place in ``all``, by which the policy finds its rules; ``unknownIndex`` for an action that this version does not
    /// know, such as one in the trail of a later version.
    let index: UInt8

    public init(rawValue: String) {
        self.rawValue = rawValue
        self.index = Self.indices[rawValue] ?? Self.unknownIndex
    }

    private init(_ index: UInt8, _ rawValue: String) {
        self.rawValue = rawValue
        self.index = index
    }

    /// The index of every action that is not in ``all``.
    static let unknownIndex = UInt8.max
    private static let indices = Dictionary(uniqueKeysWithValues: Self.all.map { ($0.rawValue, $0.index) })

    public static func == (left: Action, right: Action) -> Bool {
        left.index == right.index && (left.index != Self.unknownIndex || left.rawValue == right.rawValue)
    }

    public func hash(into hasher: inout Hasher) {
        if self.index == Self.unknownIndex { hasher.combine(self.rawValue) } else { hasher.combine(self.index) }
    }

    public var description: String { self.rawValue }

    /// The action in words, such as `authorize`, as they stand after "may not".
    public var title: String { self.rawValue.split(separator: "_").joined(separator: " ") }

    /// Every action that this version knows, in the order of their declaration.
    public static let all: [Action] = [
        .registerApplication, .importApplication, .createConnection, .manageCredentialSet, .editConnection, .enable,
        .disable, .addReference, .removeReference, .deleteConnection, .viewConnection, .exportDefinitions,
        .importDefinitions, .authorize, .beginAuthorization, .switchAuthorization, .reuseAuthorization,
        .renameAuthorization, .changeSharing, .viewAuthorizations, .revoke, .pauseConnection, .resumeConnection,
        .publish, .endPublication, .viewReleases, .inviteClient, .share, .sendUpdate, .setLicence, .blockClient,
        .removeFromClient,
        .submitToMarketplace, .reviewSubmission, .acceptInvitation, .viewMarketplace, .install, .upgrade,
        .manageEnvironments, .uninstall, .viewInstallations, .use, .deactivateUser, .reactivateUser, .deleteUser,
        .reviewAuthorizations, .changeSuperAdmin, .readAudit, .createSystemConnection, .trimAudit, .eraseAccount,
        .rotateKeys,
    ]
}

extension Action {
    /// Register an application.
    public static let registerApplication = Action(0, "register_application")
    /// Import an application under another identifier, with copies of its connections.
    public static let importApplication = Action(1, "import_application")
    /// Make a connection.
    public static let createConnection = Action(2, "create_connection")
    /// Make or change a credential set.
    public static let manageCredentialSet = Action(3, "manage_credential_set")
    /// Rename a connection, or change its scopes or its mode.
    public static let editConnection = Action(4, "edit_connection")
    /// Enable a connection for an application.
    public static let enable = Action(5, "enable")
    /// Take a connection's access from its application.
    public static let disable = Action(6, "disable")
    /// Use a connection at a place of its application.
    public static let addReference = Action(7, "add_reference")
    /// Stop using a connection at a place.
    public static let removeReference = Action(8, "remove_reference")
    /// Delete a connection.
    public static let deleteConnection = Action(9, "delete_connection")
    /// See a connection.
    public static let viewConnection = Action(10, "view_connection")
    /// Export definitions.
    public static let exportDefinitions = Action(11, "export_definitions")
    /// Apply exported definitions.
    public static let importDefinitions = Action(12, "import_definitions")
    /// Authorize a connection.
    public static let authorize = Action(13, "authorize")
    /// Begin to authorize a connection; the policy decides on it as on ``authorize``.
    public static let beginAuthorization = Action(14, "begin_authorization")
    /// Put another authorization in the place of one.
    public static let switchAuthorization = Action(15, "switch_authorization")
    /// Use an authorization of another connection.
    public static let reuseAuthorization = Action(16, "reuse_authorization")
    /// Rename the account of an authorization.
    public static let renameAuthorization = Action(17, "rename_authorization")
    /// Share one authorization over all environments, or use one for each.
    public static let changeSharing = Action(18, "change_sharing")
    /// See the authorizations that others made of a logged-in user connection.
    public static let viewAuthorizations = Action(19, "view_authorizations")
    /// Revoke an authorization.
    public static let revoke = Action(20, "revoke")
    /// Keep the applications of a client from using a connection for a while.
    public static let pauseConnection = Action(21, "pause_connection")
    /// Let them use it again.
    public static let resumeConnection = Action(22, "resume_connection")
    /// Publish an application to stage.
    public static let publish = Action(23, "publish")
    /// End a publication that somebody else began and that is stuck.
    public static let endPublication = Action(24, "end_publication")
    /// See the releases of an application, and with whom they were shared.
    public static let viewReleases = Action(25, "view_releases")
    /// Invite a client, send the invitation again or take it back.
    public static let inviteClient = Action(26, "invite_client")
    /// Share a release with a client for the first time.
    public static let share = Action(27, "share")
    /// Send an update to a client who has the application.
    public static let sendUpdate = Action(28, "send_update")
    /// Set the terms on which a client uses an application.
    public static let setLicence = Action(29, "set_licence")
    /// Keep a client from using an application, or let them again.
    public static let blockClient = Action(30, "block_client")
    /// Remove an application from a client whose trial has ended.
    public static let removeFromClient = Action(31, "remove_from_client")
    /// Submit a release to the marketplace, or take it back.
    public static let submitToMarketplace = Action(32, "submit_to_marketplace")
    /// Decide on a submission; only the platform does.
    public static let reviewSubmission = Action(33, "review_submission")
    /// Accept an invitation.
    public static let acceptInvitation = Action(34, "accept_invitation")
    /// See what the marketplace lists.
    public static let viewMarketplace = Action(35, "view_marketplace")
    /// Install an application.
    public static let install = Action(36, "install")
    /// Upgrade an installed application.
    public static let upgrade = Action(37, "upgrade")
    /// Give an installed application a stage environment, or remove it.
    public static let manageEnvironments = Action(38, "manage_environments")
    /// Uninstall an application.
    public static let uninstall = Action(39, "uninstall")
    /// See the installed applications.
    public static let viewInstallations = Action(40, "view_installations")
    /// Use a connection at task time.
    public static let use = Action(41, "use")
    /// Suspend the authorizations of a person who was deactivated.
    public static let deactivateUser = Action(42, "deactivate_user")
    /// Restore the authorizations of a person who returned.
    public static let reactivateUser = Action(43, "reactivate_user")
    /// Revoke the authorizations of a person who was deleted.
    public static let deleteUser = Action(44, "delete_user")
    /// See which authorizations depend on a person.
    public static let reviewAuthorizations = Action(45, "review_authorizations")
    /// Name another super admin.
    public static let changeSuperAdmin = Action(46, "change_super_admin")
    /// Read the audit trail.
    public static let readAudit = Action(47, "read_audit")
    /// Make a system connection; only the library does.
    public static let createSystemConnection = Action(48, "create_system_connection")
    /// Remove the oldest records of an audit trail; only the library does.
    public static let trimAudit = Action(49, "trim_audit")
    /// Erase an account; only the platform does.
    public static let eraseAccount = Action(50, "erase_account")
    /// Wrap the data keys of an account anew, or replace them; only the platform does.
    public static let rotateKeys = Action(51, "rotate_keys")
}
