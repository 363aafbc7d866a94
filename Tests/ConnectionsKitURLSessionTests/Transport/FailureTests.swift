import ConnectionsKitHTTP
import ConnectionsKitURLSession
import Foundation
import HTTPTypes
import Testing

@Suite(.timeLimit(.minutes(10)))
struct FailureTests {
    let transport = URLSessionTransport(configuration: .loopback)

    @Test func `a refused connection sent nothing`() async throws {
        // The server listens on 127.0.0.1 alone, and its port stays taken.
        let server = try LoopbackServer { _ in }
        let error = await self.transport.failure(.post, to: server, host: "127.8.9.10", body: [1])
        #expect(error?.code == .unreachable)
        #expect(error?.mayHaveBeenSent == false)
        #expect(server.connections == 0)
    }

    @Test func `a failed TLS handshake sent nothing`() async throws {
        let server = try LoopbackServer { connection in
            connection.send("This is not TLS.\r\n\r\n")
            connection.waitForClose()
        }
        let error = await self.transport.failure(.post, to: server, scheme: "https", body: [1])
        #expect(error?.code == .unreachable)
        #expect(error?.mayHaveBeenSent == false)
        #expect(await self.transport.failure(.get, to: server, scheme: "https")?.code == .unreachable)
    }

    /// `localhost` has an IPv6 address as well on most machines, where nothing listens: that refusal is not the
    /// call's.
    @Test(arguments: ["127.0.0.1", "localhost"], [false, true])
    func `a connection that drops after the request leaves the outcome open`(
        host: String, isReset: Bool
    ) async throws {
        let server = try LoopbackServer { connection in
            if isReset { connection.resetAtEnd() }
            connection.readRequest()
        }
        let error = await self.transport.failure(.post, to: server, host: host, body: [1])
        #expect(error?.code == .interrupted)
        #expect(error?.mayHaveBeenSent == true)
        #expect(server.requests.count == 1)
    }

    @Test func `a connection that drops after a request without a body leaves the outcome open`() async throws {
        let server = try LoopbackServer { $0.readRequest() }
        for method in [HTTPRequest.Method.get, .post] {
            let error = await self.transport.failure(method, to: server)
            #expect(error?.code == .interrupted)
            #expect(error?.mayHaveBeenSent == true)
        }
        #expect(server.requests.count == 2)
    }

    @Test(arguments: ["Content-Length: 11", "Transfer-Encoding: chunked"])
    func `a body that breaks off is no reply`(framing: String) async throws {
        let server = try LoopbackServer { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\n\(framing)\r\n\r\n5\r\n12345\r\n")
        }
        let error = await self.transport.failure(.post, to: server, body: [1])
        #expect(error?.code == .interrupted)
        #expect(error?.mayHaveBeenSent == true)
    }

    @Test(arguments: ["", "hello\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n"])
    func `an answer that is not HTTP is no reply`(answer: String) async throws {
        let server = try LoopbackServer { connection in
            connection.readRequest()
            connection.send(answer)
        }
        let error = await self.transport.failure(.post, to: server, body: [1])
        #expect(error?.code == .interrupted)
        #expect(error?.mayHaveBeenSent == true)
    }

    /// libcurl takes a kept connection that breaks for a stale one, and sends the request again.
    @Test func `a body is not sent twice when a kept connection breaks`() async throws {
        let server = try LoopbackServer { connection in
            guard connection.number == 1 else { return connection.answerAll("200 OK") }
            connection.readRequest()
            connection.reply("200 OK")
            connection.readRequest()
        }
        _ = try await self.transport.send(to: server)
        let error = await self.transport.failure(.post, "/token", to: server, body: [1])
        #expect(error?.code == .interrupted)
        #expect(error?.mayHaveBeenSent == true)
        #expect(server.requests.map(\.requestLine) == ["GET / HTTP/1.1", "POST /token HTTP/1.1"])
    }

    @Test func `a request that must not be repeated and has no body gets a connection of its own`() async throws {
        let server = try LoopbackServer { connection in
            guard connection.number > 1 else { return connection.answerAll("200 OK") }
            connection.readRequest()
        }
        _ = try await self.transport.send(to: server)
        let error = await self.transport.failure(.post, "/cancel", to: server)
        #expect(error?.code == .interrupted)
        _ = try await self.transport.send(to: server)
        #expect(
            server.requests.map(\.requestLine) == ["GET / HTTP/1.1", "POST /cancel HTTP/1.1", "GET / HTTP/1.1"])
        #expect(server.connections == 2)
    }

    @Test func `an error shows neither query nor body nor field`() async throws {
        let server = try LoopbackServer { $0.readRequest() }
        let request = HTTPRequest(
            method: .post, scheme: "http", authority: "127.0.0.1:\(server.port)", path: "/p?token=canary-query",
            headerFields: [.authorization: "Bearer canary-field"])
        do {
            _ = try await self.transport.send(request, body: Array("canary-body".utf8), limits: .test())
            Issue.record("There was a reply.")
        } catch {
            var dumped = ""
            dump(error, to: &dumped)
            let cause = try #require(error.cause)
            let userInfo = String(describing: (cause as NSError).userInfo)
            for text in [error.description, "\(cause)", String(reflecting: cause), dumped, userInfo] {
                #expect(!text.contains("canary"))
            }
        }
    }
}
