import ConnectionsKitHTTP
import ConnectionsKitURLSession
import Foundation
import HTTPTypes
import Testing

@Suite(.timeLimit(.minutes(10)))
struct LimitTests {
    let transport = URLSessionTransport(configuration: .loopback)

    @Test func `the time limit ends a call that gets no answer`() async throws {
        let server = try LoopbackServer { connection in
            connection.readRequest()
            connection.waitForClose()
        }
        let error = await self.transport.failure(.post, to: server, body: [1], limits: .test(.milliseconds(200)))
        #expect(error?.code == .timedOut)
        #expect(error?.mayHaveBeenSent == true)
        // The connection is given up as well, not only the wait.
        #expect(await server.nextClose() == 1)
    }

    @Test func `the time limit covers the body`() async throws {
        let server = try LoopbackServer { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345")
            connection.waitForClose()
        }
        let error = await self.transport.failure(to: server, limits: .test(.milliseconds(200)))
        #expect(error?.code == .timedOut)
        #expect(error?.mayHaveBeenSent == true)
        #expect(await server.nextClose() == 1)
    }

    @Test func `a body as long as the limit is accepted`() async throws {
        let server = try LoopbackServer { $0.answerAll("200 OK", body: Array("12345".utf8)) }
        let reply = try await self.transport.send(to: server, limits: .test(maximumBodyBytes: 5))
        #expect(reply.body.count == 5)
    }

    @Test func `an announced body over the limit is refused before it comes`() async throws {
        let server = try LoopbackServer { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n")
            connection.waitForClose()
        }
        let error = await self.transport.failure(to: server, limits: .test(maximumBodyBytes: 5))
        #expect(error?.code == .bodyTooLarge)
        #expect(error?.mayHaveBeenSent == true)
        #expect(await server.nextClose() == 1)
    }

    @Test(arguments: ["Transfer-Encoding: chunked", "X-Ends: with the connection"])
    func `a body of unknown length is cut off at the limit`(framing: String) async throws {
        let isChunked = framing.hasPrefix("Transfer")
        let server = try LoopbackServer { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\n\(framing)\r\n\r\n")
            let bytes = String(repeating: "x", count: 65_536)
            for _ in 0..<16 { connection.send(isChunked ? "10000\r\n\(bytes)\r\n" : bytes) }
            // The body does not end here: only the client can end this.
            connection.waitForClose()
        }
        let error = await self.transport.failure(to: server, limits: .test(.seconds(30), maximumBodyBytes: 100_000))
        #expect(error?.code == .bodyTooLarge)
        #expect(error?.mayHaveBeenSent == true)
        #expect(await server.nextClose() == 1)
    }

    @Test func `the limit counts what a compressed body becomes`() async throws {
        // 100,000 zeros.
        let compressed = try #require(
            Data(
                base64Encoded:
                    "H4sIAAAAAAACA+3BMQEAAADCoPVPbQ0PoAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                    + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIBXA32VEdSghgEA"))
        let body = [UInt8](compressed)
        let server = try LoopbackServer { $0.answerAll("200 OK", ["Content-Encoding: gzip"], body: body) }
        let reply = try await self.transport.send(to: server, limits: .test(maximumBodyBytes: 100_000))
        #expect(reply.body == [UInt8](repeating: 0, count: 100_000))
        let error = await self.transport.failure(to: server, limits: .test(maximumBodyBytes: 99_999))
        #expect(error?.code == .bodyTooLarge)
    }

    @Test func `the body of a redirect counts too`() async throws {
        let server = try LoopbackServer {
            $0.answerAll("302 Found", ["Location: /x"], body: Array("123456".utf8))
        }
        let error = await self.transport.failure(to: server, limits: .test(maximumBodyBytes: 5))
        #expect(error?.code == .bodyTooLarge)
    }
}
