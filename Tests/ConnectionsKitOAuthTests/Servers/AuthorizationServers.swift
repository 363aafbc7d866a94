import ConnectionsKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What `Scripts/with-authorization-servers` says of a server that it has started.
struct ServerDescription: Decodable, Sendable {
    struct User: Decodable, Sendable {
        var name: String
        var password: String
    }

    struct Client: Decodable, Sendable {
        var id: String
        var secret: String?
        var authentication: String
    }

    var issuer: String
    var redirectURI: String
    var scopes: [String]
    var users: [User]
    var clients: [Client]
    var graceSeconds: Int
    var accessTokenSeconds: Int

    /// The description of the server `name`.
    ///
    /// - Throws: ``ServersMissing`` when no servers run: such a test fails, it is not left out.
    static func named(_ name: ServerName) throws -> ServerDescription {
        let variable = "CONNECTIONSKIT_AUTHORIZATION_SERVERS"
        guard let path = ProcessInfo.processInfo.environment[variable], !path.isEmpty else { throw ServersMissing() }
        let all = try JSONDecoder().decode(
            [String: ServerDescription].self, from: Data(contentsOf: URL(filePath: path)))
        guard let description = all[name.rawValue] else { throw ServersMissing() }
        return description
    }
}

/// The servers that the tests talk to.
enum ServerName: String, CaseIterable, Sendable {
    case django
    case djangoWithGrace = "django-with-grace"
    case canaille
}

/// Says how to run the tests that need servers.
struct ServersMissing: Error, CustomStringConvertible {
    var description: String {
        "this test talks to real authorization servers, and none run: run Scripts/test, or "
            + "Scripts/with-authorization-servers swift test --disable-xctest --filter ConnectionsKitOAuthTests"
    }
}
