import ConnectionsKitHTTP
import Testing

@Suite(.timeLimit(.minutes(5))) struct HTTPBodyTests {
    struct Broken: Error {}

    static func error(of body: HTTPBody, _ change: (inout HTTPLimits) -> Void = { _ in }) async -> HTTPTransportError? {
        var limits = HTTPLimits()
        change(&limits)
        do throws(HTTPTransportError) {
            _ = try await body.collected(within: limits)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a body of chunks that can be had once is had once`() async throws {
        let body = HTTPBody.once("one", "two")
        #expect(!body.canBeSentAgain && body.bytes == nil)
        #expect(try await body.collected(within: HTTPLimits()) == Array("onetwo".utf8))
        #expect(await Self.error(of: body)?.code == .bodyNotRepeatable)
    }

    @Test func `a body that can be had again is the same each time`() async throws {
        let body = HTTPBody.again("one", "two")
        #expect(body.canBeSentAgain)
        for _ in 0..<2 { #expect(try await body.collected(within: HTTPLimits()) == Array("onetwo".utf8)) }
        let bytes = HTTPBody([1, 2])
        #expect(bytes.canBeSentAgain && bytes.length == 2 && bytes.bytes == [1, 2])
    }

    @Test func `a body that is longer than is taken is refused`() async {
        let error = await Self.error(of: .again("12345", "6")) { $0.maximumRequestBytes = 5 }
        #expect(error?.code == .invalidRequest && error?.mayHaveBeenSent == false)
        #expect(await Self.error(of: .again("12345")) { $0.maximumRequestBytes = 5 } == nil)
    }

    @Test func `a body of another length than was said is refused`() async {
        let body = HTTPBody(length: 7, reopening: { HTTPBody.chunks(["one", "two"]) })
        let error = await Self.error(of: body)
        #expect(error?.code == .bodyFailed && error?.mayHaveBeenSent == false)
    }

    @Test func `a source that fails is told with its error`() async {
        let body = HTTPBody(reopening: { AsyncThrowingStream<[UInt8], any Error> { $0.finish(throwing: Broken()) } })
        let error = await Self.error(of: body)
        #expect(error?.code == .bodyFailed && error?.cause is Broken)
    }

    @Test func `a source that stands still is left when the time is over`() async {
        let body = HTTPBody(reopening: { AsyncStream<[UInt8]> { _ in } })
        let error = await Self.error(of: body) { $0.timeout = .milliseconds(50) }
        #expect(error?.code == .timedOut && error?.mayHaveBeenSent == false)
    }

    @Test func `what came before a cancellation is not the body`() async {
        let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        continuation.yield([1])
        let task = Task { await Self.error(of: HTTPBody(once: stream)) }
        task.cancel()
        #expect(await task.value?.code == .cancelled)
        continuation.finish()
    }
}
