import ConnectionsKitHTTP
import Foundation
import HTTPTypes
import Testing

@testable import ConnectionsKitURLSession

@Suite(.timeLimit(.minutes(10)))
struct ConcurrencyTests {
    @Test func `two hundred calls at once each get their own answer`() async throws {
        let server = try LoopbackServer { connection in
            while let request = connection.readRequest() { connection.reply("200 OK", body: request.body) }
        }
        let transport = URLSessionTransport(configuration: .loopback)
        let answers = await withTaskGroup(of: (Int, String?).self) { group in
            for number in 0..<200 {
                group.addTask {
                    let reply = try? await transport.send(
                        .post, to: server, body: Array("\(number)".utf8), limits: .test(.seconds(30)))
                    return (number, reply.map { String(decoding: $0.body, as: UTF8.self) })
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(answers == Dictionary(uniqueKeysWithValues: (0..<200).map { ($0, "\($0)") }))
        #expect(server.requests.count == 200)
    }

    @Test func `calls after one another share a connection`() async throws {
        let server = try LoopbackServer { $0.answerAll("200 OK") }
        let transport = URLSessionTransport(configuration: .loopback)
        for method in [HTTPRequest.Method.get, .post, .get, .put] {
            _ = try await transport.send(method, to: server, body: method == .get ? nil : [1])
        }
        #expect(server.connections == 1)
    }

    @Test func `cancellation ends a call that was sent`() async throws {
        let server = try LoopbackServer { connection in
            connection.readRequest()
            connection.waitForClose()
        }
        let transport = URLSessionTransport(configuration: .loopback)
        let call = Task { await transport.failure(.post, to: server, body: [1]) }
        _ = await server.nextRequest()
        call.cancel()
        let error = await call.value
        #expect(error?.code == .cancelled)
        #expect(error?.mayHaveBeenSent == true)
        #expect(await server.nextClose() == 1)
    }

    @Test func `cancellation before the call sends nothing`() async throws {
        let server = try LoopbackServer { $0.answerAll("200 OK") }
        let transport = URLSessionTransport(configuration: .loopback)
        let call = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return await transport.failure(.post, to: server, body: [1])
        }
        let error = await call.value
        #expect(error?.code == .cancelled)
        #expect(error?.mayHaveBeenSent == false)
        _ = try await transport.send(.get, "/after", to: server)
        #expect(server.requests.map(\.requestLine) == ["GET /after HTTP/1.1"])
    }

    /// Cancellation, the deadline and the reply meet at every moment of a call; a continuation that was resumed twice
    /// or never would end or hang the test.
    @Test(arguments: 0..<10) func `every call ends once in a race of its endings`(round: Int) async throws {
        let server = try LoopbackServer { $0.answerAll("200 OK", body: [1, 2, 3]) }
        let transport = URLSessionTransport(configuration: .loopback)
        let endings = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<50 {
                group.addTask {
                    let limits = HTTPLimits.test(
                        number.isMultiple(of: 3) ? .milliseconds(round) + .nanoseconds(1) : .seconds(30))
                    let call = Task {
                        await transport.failure(number.isMultiple(of: 2) ? .get : .post, to: server, limits: limits)
                    }
                    if number.isMultiple(of: 5) {
                        for _ in 0..<(number * round) { await Task.yield() }
                        call.cancel()
                    }
                    let code = await call.value?.code
                    return code == nil || code == .timedOut || code == .cancelled
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(endings == Array(repeating: true, count: 50))
    }

    @Test func `a released transport lets calls end, then lets go of everything`() async throws {
        let (endings, continuation) = AsyncStream.makeStream(of: SessionDelegate.Ending.self)
        let server = try LoopbackServer { connection in
            connection.readRequest()
            connection.reply("401 Unauthorized", ["WWW-Authenticate: Basic realm=\"a\""])
            connection.waitForClose()
        }
        do {
            let transport = URLSessionTransport(
                configuration: .loopback, delegate: SessionDelegate { continuation.yield($0) })
            _ = try await transport.send(to: server)
            _ = try await transport.send(.post, to: server)
            _ = await transport.failure(.post, to: server, body: [1], limits: .test(.nanoseconds(1)))
            _ = await transport.failure(to: server, limits: .test(.milliseconds(50)))
        }
        // First the shared session, the one for this machine, and that of the POST without a body; then the delegate,
        // which every session and every call has let go of.
        var iterator = endings.makeAsyncIterator()
        var seen: [SessionDelegate.Ending] = []
        while seen.last != .delegate, let ending = await iterator.next() { seen.append(ending) }
        #expect(seen == [.session, .session, .session, .delegate])
    }

    @Test func `a call outlives the caller's hold on the transport`() async throws {
        let server = try LoopbackServer { $0.answerAll("200 OK") }
        let reply = try await URLSessionTransport(configuration: .loopback).send(to: server)
        #expect(reply.response.status == .ok)
    }
}
