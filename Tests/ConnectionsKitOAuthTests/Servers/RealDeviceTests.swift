import ConnectionsKit
import ConnectionsKitOAuth
import Testing

extension RealServerTests {
    /// The device grant at Django OAuth Toolkit, through its own verification pages.
    @Suite struct Devices {
        private static func server() async throws -> RealServer {
            var server = try await RealServer(.django)
            #expect(server.metadata.grantTypes.contains(GrantType.deviceCode.rawValue))
            var facts = server.metadata.facts
            facts.grantType = .deviceCode
            // The server has the endpoint, but does not name it.
            facts.endpoints.deviceAuthorization = server.description.issuer + "/device-authorization/"
            server.connector.authentication = .oauth2(facts)
            return server
        }

        private static func begin(_ server: RealServer) async throws -> DeviceStart {
            let request = AuthorizationRequest(
                connector: server.connector, dataCentre: .us, scopes: ["contacts.read"], state: "unused",
                client: try server.client("device"), random: .system)
            guard case .device(let start) = try await server.provider.begin(request) else {
                throw CredentialError(.invalidResponse, "no device codes")
            }
            return start
        }

        private static func complete(_ start: DeviceStart, _ server: RealServer) async throws -> ObtainedCredential {
            try await server.provider.complete(
                AuthorizationExchange(
                    connector: server.connector, dataCentre: .us, scopes: ["contacts.read"],
                    client: try server.client("device"), clientID: "device", answer: .device(code: start.deviceCode)))
        }

        @Test func `a device waits, gets its tokens once the person has consented, and renews them`() async throws {
            let server = try await Self.server()
            let start = try await Self.begin(server)
            #expect(start.verificationURI == server.description.issuer + "/device/")
            #expect(start.interval == .seconds(1) && start.lifetime > .seconds(60) && start.clientID == "device")
            #expect(try await failure { try await Self.complete(start, server) }.code == .authorizationPending)
            var browser = PageBrowser(server.transport, as: try server.user("maria"))
            try await browser.enter(start.userCode, at: start.verificationURI, allows: true)
            // The server counts the interval in whole seconds.
            try await TimeSource.system.sleep(.milliseconds(1_100))
            let first = try await Self.complete(start, server)
            #expect(first.scopes == ["contacts.read"])
            #expect(try await server.isActive(first.access))
            let second = try await server.refresh(first.refresh, "device")
            #expect(try await server.isActive(second.access))
        }

        @Test func `a denial on the other device is told as one`() async throws {
            let server = try await Self.server()
            let start = try await Self.begin(server)
            var browser = PageBrowser(server.transport, as: try server.user("omar"))
            try await browser.enter(start.userCode, at: start.verificationURI, allows: false)
            let error = try await failure { try await Self.complete(start, server) }
            #expect(error.code == .consentDenied && error.providerCode == "access_denied")
        }

        @Test func `a device code that was never issued brings nothing`() async throws {
            let server = try await Self.server()
            var start = try await Self.begin(server)
            start.deviceCode = Secret("never-issued")
            let error = try await failure { try await Self.complete(start, server) }
            #expect([.refused, .configuration].contains(error.code))
        }
    }
}
