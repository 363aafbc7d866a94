import ConnectionsKitHTTP
import ConnectionsKitURLSession
import Foundation
import HTTPTypes
import Testing

@Suite(.timeLimit(.minutes(10)))
struct ReplyTests {
    let transport = URLSessionTransport(configuration: .loopback)
    let everyByte = (0...255).map { UInt8($0) }

    @Test func `status, fields and body arrive as they were sent`() async throws {
        let body = self.everyByte
        let server = try LoopbackServer { $0.answerAll("201 Created", ["X-Trace: a b", "X-Empty:"], body: body) }
        let reply = try await self.transport.send(to: server)
        #expect(reply.response.status == .created)
        #expect(reply.response.headerFields[try #require(HTTPField.Name("x-trace"))] == "a b")
        #expect(reply.response.headerFields[try #require(HTTPField.Name("x-empty"))] == "")
        #expect(reply.body == body)
    }

    @Test func `method, target, fields and body of a request go out byte by byte`() async throws {
        let server = try LoopbackServer { $0.answerAll("200 OK") }
        let fields: HTTPFields = [
            .authorization: "Bearer abc.def~+/=", .contentType: "application/x-test; q=\"é\"", .accept: "text/plain",
        ]
        _ = try await self.transport.send(
            .post, "/a/b%20c;d?x=1&y=%26&z", to: server, fields: fields, body: self.everyByte)
        let request = try #require(server.requests.first)
        #expect(request.requestLine == "POST /a/b%20c;d?x=1&y=%26&z HTTP/1.1")
        #expect(request.values(of: "host") == ["127.0.0.1:\(server.port)"])
        #expect(request.values(of: "authorization") == ["Bearer abc.def~+/="])
        #expect(request.values(of: "content-type") == ["application/x-test; q=\"é\""])
        #expect(request.values(of: "accept") == ["text/plain"])
        #expect(request.values(of: "content-length") == ["256"])
        #expect(request.values(of: "user-agent") == ["ConnectionsKit"])
        #expect(request.body == self.everyByte)
    }

    @Test func `fields of one name are joined on their way out and on their way in`() async throws {
        let server = try LoopbackServer { $0.answerAll("200 OK", ["Vary: a", "Set-Cookie: a=1", "Vary: b"]) }
        let name = try #require(HTTPField.Name("X-Tag"))
        let fields = HTTPFields([
            HTTPField(name: name, value: "one"), HTTPField(name: .cookie, value: "a=1"),
            HTTPField(name: name, value: "two"), HTTPField(name: .cookie, value: "b=2"),
        ])
        let reply = try await self.transport.send(to: server, fields: fields)
        #expect(server.requests.first?.values(of: "x-tag") == ["one, two"])
        #expect(server.requests.first?.values(of: "cookie") == ["a=1; b=2"])
        #expect(reply.response.headerFields[.vary] == "a, b")
    }

    @Test func `a line break in a value makes no second field`() async throws {
        let server = try LoopbackServer { $0.answerAll("200 OK") }
        _ = try await self.transport.send(to: server, fields: [.accept: "a\r\nX-Forged: 1"])
        let request = try #require(server.requests.first)
        #expect(request.values(of: "x-forged").isEmpty)
        #expect(request.values(of: "accept") == ["a  X-Forged: 1"])
    }

    @Test func `a body without a type is called bytes, not a form`() async throws {
        let server = try LoopbackServer { $0.answerAll("200 OK") }
        _ = try await self.transport.send(.post, to: server, body: [1])
        #expect(server.requests.first?.values(of: "content-type") == ["application/octet-stream"])
    }

    @Test(arguments: [HTTPRequest.Method.get, .head, .options, .delete, .post, .put, .patch])
    func `every method works without a body`(method: HTTPRequest.Method) async throws {
        let server = try LoopbackServer { connection in
            while let request = connection.readRequest() {
                connection.send(
                    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
                        + (request.requestLine.hasPrefix("HEAD") ? "" : "hello"))
            }
        }
        let reply = try await self.transport.send(method, to: server, limits: .test(maximumBodyBytes: 5))
        #expect(reply.body == Array(method == .head ? "".utf8 : "hello".utf8))
        #expect(server.requests.first?.requestLine == "\(method) / HTTP/1.1")
    }

    @Test(arguments: [
        "Basic realm=\"token\"", "Basic", "Digest realm=\"a\", nonce=\"b\"", "Bearer error=\"invalid_token\"",
        "Negotiate",
    ])
    func `an authentication challenge is returned, not answered`(challenge: String) async throws {
        let server = try LoopbackServer {
            $0.answerAll("401 Unauthorized", ["WWW-Authenticate: \(challenge)"], body: Array("denied".utf8))
        }
        let reply = try await self.transport.send(.post, to: server, body: [1])
        #expect(reply.response.status == .unauthorized)
        #expect(reply.response.headerFields[.wwwAuthenticate] == challenge)
        #expect(reply.body == Array("denied".utf8))
        #expect(server.requests.count == 1)
    }

    @Test func `an interim response is not taken for the reply`() async throws {
        let server = try LoopbackServer { connection in
            connection.readRequest()
            connection.send(
                "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            connection.waitForClose()
        }
        let reply = try await self.transport.send(to: server)
        #expect(reply.response.status == .ok)
        #expect(reply.body == Array("ok".utf8))
    }

    @Test func `cookies are neither kept nor sent`() async throws {
        let server = try LoopbackServer { $0.answerAll("200 OK", ["Set-Cookie: session=1; Path=/"]) }
        for _ in 0..<2 { _ = try await self.transport.send(to: server) }
        #expect(server.requests.count == 2)
        #expect(server.requests.allSatisfy { $0.values(of: "cookie").isEmpty })
    }

    @Test func `a reply is not taken from a cache`() async throws {
        let server = try LoopbackServer { $0.answerAll("200 OK", ["Cache-Control: max-age=3600"]) }
        for _ in 0..<2 { _ = try await self.transport.send(to: server) }
        #expect(server.requests.count == 2)
    }
}
