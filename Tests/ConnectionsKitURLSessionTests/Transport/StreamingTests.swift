import ConnectionsKitHTTP
import ConnectionsKitURLSession
import HTTPTypes
import Testing

@Suite(.timeLimit(.minutes(10)))
struct StreamingTests {
    typealias Reply = HTTPStreamedReply<HTTPTransportError>

    let transport = URLSessionTransport(configuration: .loopback)

    static func request(to server: LoopbackServer, _ method: HTTPRequest.Method = .get) -> HTTPRequest {
        HTTPRequest(method: method, scheme: "http", authority: "127.0.0.1:\(server.port)", path: "/")
    }

    static func rest(of reply: Reply) async throws(HTTPTransportError) -> [UInt8] {
        var bytes: [UInt8] = []
        var iterator = reply.body.makeAsyncIterator()
        while let chunk = try await iterator.next() { bytes += chunk }
        return bytes
    }

    static func failure<Output>(
        of body: () async throws(HTTPTransportError) -> Output
    ) async -> HTTPTransportError? {
        do throws(HTTPTransportError) {
            _ = try await body()
            return nil
        } catch {
            return error
        }
    }

    @Test func `the head comes before the body, and the body as it is sent`() async throws {
        let server = try LoopbackServer { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nX-Trace: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n")
            // The body does not end here: who waited for its end would wait in vain.
            connection.waitForClose()
        }
        let reply = try await self.transport.stream(Self.request(to: server), body: nil, limits: .test())
        #expect(reply.response.status == .ok)
        var iterator = reply.body.makeAsyncIterator()
        #expect(try await iterator.next() == Array("one".utf8))
    }

    @Test(arguments: [0, 1, 1_000_000])
    func `a whole body comes in its order`(count: Int) async throws {
        let body = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 / 251) }
        let server = try LoopbackServer { $0.answerAll("200 OK", body: body) }
        let reply = try await self.transport.stream(Self.request(to: server), body: nil, limits: .test())
        #expect(try await Self.rest(of: reply) == body)
        var iterator = reply.body.makeAsyncIterator()
        #expect(try await iterator.next() == nil)
    }

    @Test func `a streamed body is sent whole`() async throws {
        let server = try LoopbackServer { $0.answerAll("200 OK", body: Array("done".utf8)) }
        let chunks = AsyncStream<[UInt8]> { continuation in
            for text in ["one", "", "two"] { continuation.yield(Array(text.utf8)) }
            continuation.finish()
        }
        let reply = try await self.transport.stream(
            Self.request(to: server, .post), body: HTTPBody(once: chunks), limits: .test())
        #expect(try await Self.rest(of: reply) == Array("done".utf8))
        #expect(server.requests.map(\.body) == [Array("onetwo".utf8)])
    }

    @Test func `a size beyond the limit ends the stream where it is reached`() async throws {
        let server = try LoopbackServer { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\n\r\n12345")
            connection.send("67890")
            connection.waitForClose()
        }
        let error = await Self.failure { () async throws(HTTPTransportError) in
            let reply = try await self.transport.stream(
                Self.request(to: server), body: nil, limits: .test(maximumBodyBytes: 7))
            return try await Self.rest(of: reply)
        }
        #expect(error?.code == .bodyTooLarge && error?.mayHaveBeenSent == true)
        #expect(await server.nextClose() == 1)
    }

    @Test func `the time covers the body`() async throws {
        let server = try LoopbackServer { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\none")
            connection.waitForClose()
        }
        let reply = try await self.transport.stream(
            Self.request(to: server), body: nil, limits: .test(.milliseconds(400)))
        let error = await Self.failure { () async throws(HTTPTransportError) in try await Self.rest(of: reply) }
        #expect(error?.code == .timedOut && error?.mayHaveBeenSent == true)
        #expect(await server.nextClose() == 1)
    }

    @Test func `letting go of a stream ends its call`() async throws {
        let server = try LoopbackServer { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\none")
            connection.waitForClose()
        }
        do {
            let reply = try await self.transport.stream(Self.request(to: server), body: nil, limits: .test())
            var iterator = reply.body.makeAsyncIterator()
            #expect(try await iterator.next() == Array("one".utf8))
        }
        #expect(await server.nextClose() == 1)
    }

    @Test(arguments: [true, false])
    func `cancelling the task that reads ends the call`(beforeHead: Bool) async throws {
        let server = try LoopbackServer { connection in
            connection.readRequest()
            if !beforeHead { connection.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\none") }
            connection.waitForClose()
        }
        let (began, continuation) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            await Self.failure { () async throws(HTTPTransportError) in
                let reply = try await self.transport.stream(Self.request(to: server), body: nil, limits: .test())
                var iterator = reply.body.makeAsyncIterator()
                while try await iterator.next() != nil { continuation.yield() }
            }
        }
        if beforeHead {
            _ = await server.nextRequest()
        } else {
            var iterator = began.makeAsyncIterator()
            _ = await iterator.next()
        }
        task.cancel()
        #expect(await task.value?.code == .cancelled)
        #expect(await server.nextClose() == 1)
    }

    @Test func `a connection that breaks within the body is told after what came`() async throws {
        let server = try LoopbackServer { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\none")
        }
        let reply = try await self.transport.stream(Self.request(to: server), body: nil, limits: .test())
        var iterator = reply.body.makeAsyncIterator()
        #expect(try await iterator.next() == Array("one".utf8))
        let error = await Self.failure { () async throws(HTTPTransportError) in try await Self.rest(of: reply) }
        #expect(error?.code == .interrupted && error?.mayHaveBeenSent == true)
    }

    @Test func `what nobody reads is kept up to a limit, and no request is sent twice`() async throws {
        var configuration = URLSessionTransport.Configuration.loopback
        configuration.maximumUnreadBytes = 100_000
        let server = try LoopbackServer { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\n\r\n")
            while connection.send([UInt8](repeating: 0x78, count: 65_536)) {}
        }
        let transport = URLSessionTransport(configuration: configuration)
        let reply = try await transport.stream(
            Self.request(to: server), body: nil, limits: .test(maximumBodyBytes: .max))
        // Nothing is read until the server has been hung up on.
        #expect(await server.nextClose() == 1)
        var count = 0
        let error = await Self.failure { () async throws(HTTPTransportError) in
            var iterator = reply.body.makeAsyncIterator()
            while let chunk = try await iterator.next() { count += chunk.count }
        }
        #expect(error?.code == .overrun && count <= 100_000 && server.requests.count == 1)
    }

    @Test func `nothing listens where a stream is to come from`() async throws {
        let server = try LoopbackServer { $0.waitForClose() }
        server.stop()
        let error = await Self.failure { () async throws(HTTPTransportError) in
            try await self.transport.stream(Self.request(to: server), body: nil, limits: .test())
        }
        #expect(error?.code == .unreachable || error?.code == .interrupted)
    }

    @Test(arguments: [301, 307])
    func `a redirect of a stream is returned and not followed`(status: Int) async throws {
        let server = try LoopbackServer { $0.answerAll("\(status) Elsewhere", ["Location: /other"]) }
        let reply = try await self.transport.stream(Self.request(to: server), body: nil, limits: .test())
        #expect(reply.response.status.code == status)
        #expect(try await Self.rest(of: reply).isEmpty && server.requests.count == 1)
    }

    @Test func `a challenge is returned with its body`() async throws {
        let server = try LoopbackServer {
            $0.answerAll("401 Unauthorized", ["WWW-Authenticate: Basic realm=\"a\""], body: Array("denied".utf8))
        }
        let reply = try await self.transport.stream(
            Self.request(to: server, .post), body: HTTPBody([1]), limits: .test())
        #expect(reply.response.status == .unauthorized)
        #expect(try await Self.rest(of: reply) == Array("denied".utf8))
    }
}
