import ConnectionsKit
import ConnectionsKitTesting
import HTTPTypes
import Synchronization
import Testing

@testable import ConnectionsKitHTTP

@Suite struct StreamTests {
    /// A transport that streams: it gives the answer, then these chunks, and remembers whether it was let go of.
    final class Streaming: HTTPTransport {
        let response: HTTPResponse
        private let chunks: [[UInt8]]
        private let ending: HTTPTransportError?
        private let state = Mutex<(given: Int, released: Bool, bodies: [[String]])>((0, false, []))

        init(_ status: Int, fields: HTTPFields = [:], chunks: [String], ending: HTTPTransportError? = nil) {
            self.response = HTTPResponse(status: .init(code: status), headerFields: fields)
            self.chunks = chunks.map { Array($0.utf8) }
            self.ending = ending
        }

        var given: Int { self.state.withLock { $0.given } }
        var isReleased: Bool { self.state.withLock { $0.released } }
        var bodies: [[String]] { self.state.withLock { $0.bodies } }

        func send(
            _ request: HTTPRequest, body: [UInt8]?, limits: HTTPLimits
        ) async throws(HTTPTransportError) -> HTTPReply {
            throw HTTPTransportError(.interrupted, "this transport streams", mayHaveBeenSent: false)
        }

        func stream(
            _ request: HTTPRequest, body: HTTPBody?, limits: HTTPLimits
        ) async throws(HTTPTransportError) -> HTTPStreamedReply<HTTPTransportError> {
            var sent: [String] = []
            do {
                try await body?.forEachChunk { sent.append(String(decoding: $0, as: UTF8.self)) }
            } catch {
                throw HTTPTransportError(.bodyFailed, "the body failed", mayHaveBeenSent: true, cause: error)
            }
            let chunksSent = sent
            self.state.withLock { $0.bodies.append(chunksSent) }
            return HTTPStreamedReply(
                response: self.response,
                body: HTTPByteStream(
                    next: { () throws(HTTPTransportError) in
                        let number = self.state.withLock { $0.given }
                        guard number < self.chunks.count else {
                            if let ending = self.ending { throw ending }
                            return nil
                        }
                        self.state.withLock { $0.given += 1 }
                        return self.chunks[number]
                    }, onRelease: { self.state.withLock { $0.released = true } }))
        }
    }

    struct Streamed {
        var world: ClientWorld
        var client: ConnectedClient

        init(_ transport: any HTTPTransport) async throws {
            self.world = try await ClientWorld(ScriptedService(.answer(200)))
            self.client = ConnectedClient(self.world.runtime, transport: transport, time: self.world.time.source)
        }

        func stream(
            _ request: ServiceRequest = .get("https://api.example.com/file"), limits: HTTPLimits? = nil
        ) async throws(ConnectionError) -> HTTPStreamedReply<ConnectionError> {
            try await self.client.stream(
                request, with: self.world.books, at: self.world.place, for: self.world.owner, limits: limits)
        }
    }

    @Test func `chunks come when they are asked for`() async throws {
        let transport = Streaming(200, chunks: ["one", "two", "three"])
        let reply = try await Streamed(transport).stream()
        #expect(reply.response.status == .ok && transport.given == 0)
        var texts: [String] = []
        for try await chunk in reply.body {
            texts.append(String(decoding: chunk, as: UTF8.self))
            #expect(transport.given == texts.count)
        }
        #expect(texts == ["one", "two", "three"])
        #expect(try await reply.body.next() == nil)
    }

    @Test func `a body goes out in its chunks, both ways at once`() async throws {
        let transport = Streaming(200, chunks: ["answer"])
        let streamed = try await Streamed(transport)
        _ = try await streamed.stream(.post("https://api.example.com/file", body: .once("one", "two")))
        let reply = try await streamed.client.send(
            .post("https://api.example.com/file", body: .again("three")), with: streamed.world.books,
            at: streamed.world.place, for: streamed.world.owner)
        #expect(transport.bodies == [["one", "two"], ["three"]] && reply.response.status == .ok)
    }

    @Test func `a transport that does not stream serves streams all the same`() async throws {
        let world = try await ClientWorld(ScriptedService(.answer(200, "answer")))
        let reply = try await world.client.stream(
            .post("https://api.example.com/", body: .once("one", "two")), with: "books", at: world.place,
            for: world.owner, in: world.context)
        var bytes: [UInt8] = []
        for try await chunk in reply.body { bytes += chunk }
        #expect(bytes == Array("answer".utf8) && world.service.calls.map(\.text) == ["onetwo"])
    }

    @Test func `the size is counted while it is read`() async throws {
        let transport = Streaming(200, chunks: ["12345", "6789", "0"])
        let reply = try await Streamed(transport).stream(limits: .seconds(5, maximumBodyBytes: 9))
        #expect(try await reply.body.next() == Array("12345".utf8))
        #expect(try await reply.body.next() == Array("6789".utf8))
        let error = try await failure { () async throws(ConnectionError) in try await reply.body.next() }
        #expect(error.code == .providerRefused && error.message.contains("9 bytes"))
    }

    @Test func `a stream may be of any size`() async throws {
        let transport = Streaming(200, chunks: Array(repeating: String(repeating: "x", count: 1 << 20), count: 8))
        var count = 0
        let reply = try await Streamed(transport).stream(limits: .seconds(5, maximumBodyBytes: .max))
        for try await chunk in reply.body { count += chunk.count }
        #expect(count == 8 << 20)
    }

    @Test func `a stream that is let go of ends its call`() async throws {
        let transport = Streaming(200, chunks: ["one", "two"])
        do {
            let reply = try await Streamed(transport).stream()
            #expect(try await reply.body.next() != nil && !transport.isReleased)
        }
        #expect(transport.isReleased)
    }

    @Test func `a stream that breaks tells it without the credential`() async throws {
        let ending = HTTPTransportError(.interrupted, "broken, with access-1 in it", mayHaveBeenSent: true)
        let reply = try await Streamed(Streaming(200, chunks: ["one"], ending: ending)).stream()
        #expect(try await reply.body.next() == Array("one".utf8))
        let error = try await failure { () async throws(ConnectionError) in try await reply.body.next() }
        #expect(error.code == .providerUnavailable && error.mayHaveBeenSent && SecrecyTests.shown(by: error) == [])
    }

    @Test func `an error's answer is read for refusals, and kept`() async throws {
        let limit = Streaming(429, fields: [.retryAfter: "5"], chunks: ["{\"error\":", "\"slow_down\"}"])
        let streamed = try await Streamed(limit)
        let error = try await failure { () async throws(ConnectionError) in try await streamed.stream() }
        #expect(error.code == .providerUnavailable && error.providerCode == "slow_down" && error.retryAt != nil)

        let page = String(repeating: "x", count: 10_000)
        let missing = try await Streamed(Streaming(404, chunks: [page, page, page])).stream()
        var count = 0
        for try await chunk in missing.body { count += chunk.count }
        #expect(missing.response.status == .notFound && count == 30_000)
    }

    @Test func `a short success is read for refusals, one of unknown length is not`() async throws {
        let text = #"{"error":"Access Denied"}"#
        let short = Streaming(200, fields: [.contentLength: "\(text.utf8.count)"], chunks: [text])
        let streamed = try await Streamed(short)
        let error = try await failure { () async throws(ConnectionError) in try await streamed.stream() }
        #expect(error.code == .providerRefused && error.detail == .mode(.platformManaged))
        let open = try await Streamed(Streaming(200, chunks: [text])).stream()
        #expect(try await open.body.next() == Array(text.utf8))
    }

    @Test func `a refused credential is renewed before a stream begins`() async throws {
        let streamed = try await Streamed(Streaming(401, chunks: []))
        let error = try await failure { () async throws(ConnectionError) in try await streamed.stream() }
        #expect(error.code == .providerRefused && streamed.world.provider.refreshCalls == 1)
    }
}
