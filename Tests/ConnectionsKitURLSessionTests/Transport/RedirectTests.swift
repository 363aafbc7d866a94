import ConnectionsKitHTTP
import ConnectionsKitURLSession
import Foundation
import HTTPTypes
import Testing

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

@Suite(.timeLimit(.minutes(10)))
struct RedirectTests {
    let transport = URLSessionTransport(configuration: .loopback)

    @Test(arguments: [301, 302, 303, 307, 308], [HTTPRequest.Method.get, .post])
    func `a redirect is returned and not followed`(status: Int, method: HTTPRequest.Method) async throws {
        let second = try LoopbackServer { $0.answerAll("200 OK") }
        let location = "http://127.0.0.1:\(second.port)/stolen"
        let first = try LoopbackServer {
            $0.answerAll("\(status) Elsewhere", ["Location: \(location)"], body: Array("moved".utf8))
        }
        let reply = try await self.transport.send(
            method, to: first, fields: [.authorization: "Bearer secret"], body: method == .post ? [1] : nil)
        #expect(reply.response.status.code == status)
        #expect(reply.response.headerFields[.location] == location)
        #expect(reply.body == Array("moved".utf8))
        #expect(first.requests.count == 1)

        // The next call shows that nothing had come before it.
        _ = try await self.transport.send(.get, "/asked-for", to: second)
        #expect(second.requests.map(\.requestLine) == ["GET /asked-for HTTP/1.1"])
        #expect(second.requests.allSatisfy { $0.values(of: "authorization").isEmpty })
    }

    @Test(arguments: ["/here", "", "//127.0.0.1:1/", "ftp://127.0.0.1/", "%zz"])
    func `a redirect to anywhere is returned`(location: String) async throws {
        let server = try LoopbackServer { $0.answerAll("302 Found", ["Location: \(location)"]) }
        let reply = try await self.transport.send(to: server)
        #expect(reply.response.status == .found)
        #expect(server.requests.count == 1)
    }

    @Test func `a redirect without a location is returned`() async throws {
        let server = try LoopbackServer { $0.answerAll("302 Found") }
        #expect(try await self.transport.send(to: server).response.status == .found)
    }

    /// Shows that the tests above can fail: this is what a session does that is left to itself.
    @Test func `a plain session would carry the authorization to the second server`() async throws {
        let second = try LoopbackServer { $0.answerAll("200 OK") }
        let first = try LoopbackServer {
            $0.answerAll("307 Elsewhere", ["Location: http://127.0.0.1:\(second.port)/stolen"])
        }
        var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(first.port)/")))
        request.setValue("Bearer secret", forHTTPHeaderField: "Authorization")
        let session = URLSession(configuration: .ephemeral)
        defer { session.finishTasksAndInvalidate() }
        _ = try await session.data(for: request)
        #expect(second.requests.first?.values(of: "authorization") == ["Bearer secret"])
    }
}
