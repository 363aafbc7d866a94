import Foundation
import Synchronization

/// A server on 127.0.0.1 that does on each connection what its script says, and closes the connection at its end.
final class LoopbackServer: Sendable {
    typealias Script = @Sendable (ServerConnection) -> Void

    private struct State {
        var isStopped = false
        var open: [Int: Socket] = [:]
        var connections = 0
        var requests: [ReceivedRequest] = []
    }

    /// What the threads share with the server, so that they do not keep it.
    private final class Core: Sendable {
        let state = Mutex(State())
        let received: AsyncStream<ReceivedRequest>.Continuation
        let closed: AsyncStream<Int>.Continuation

        init(received: AsyncStream<ReceivedRequest>.Continuation, closed: AsyncStream<Int>.Continuation) {
            self.received = received
            self.closed = closed
        }

        func serve(_ socket: Socket, _ script: Script) {
            let number = self.state.withLock { state -> Int? in
                guard !state.isStopped else { return nil }
                state.connections += 1
                state.open[state.connections] = socket
                return state.connections
            }
            guard let number else { return socket.close() }
            script(
                ServerConnection(socket, number: number) { request in
                    self.state.withLock { $0.requests.append(request) }
                    self.received.yield(request)
                })
            self.state.withLock { _ = $0.open.removeValue(forKey: number) }
            socket.close()
            self.closed.yield(number)
        }
    }

    let port: Int
    /// Each request, as soon as it was read.
    let received: AsyncStream<ReceivedRequest>
    /// The number of each connection whose script has ended.
    let closed: AsyncStream<Int>
    private let listener: Socket
    private let core: Core

    init(_ script: @escaping Script) throws {
        let (received, receivedContinuation) = AsyncStream.makeStream(of: ReceivedRequest.self)
        let (closed, closedContinuation) = AsyncStream.makeStream(of: Int.self)
        let (listener, port) = try Socket.listening()
        let core = Core(received: receivedContinuation, closed: closedContinuation)
        self.received = received
        self.closed = closed
        self.listener = listener
        self.port = port
        self.core = core
        Thread.detachNewThread {
            while let socket = listener.accept() {
                Thread.detachNewThread { core.serve(socket, script) }
            }
            listener.close()
        }
    }

    deinit { self.stop() }

    /// The requests that were read so far.
    var requests: [ReceivedRequest] { self.core.state.withLock { $0.requests } }

    /// The number of connections that were accepted so far.
    var connections: Int { self.core.state.withLock { $0.connections } }

    /// Closes everything; a later connection is refused.
    func stop() {
        self.core.state.withLock { state in
            guard !state.isStopped else { return }
            state.isStopped = true
            self.listener.shutdown()
            for socket in state.open.values { socket.shutdown() }
        }
    }

    /// Waits for the next request.
    func nextRequest() async -> ReceivedRequest? {
        var iterator = self.received.makeAsyncIterator()
        return await iterator.next()
    }

    /// Waits until the script of the next connection has ended.
    func nextClose() async -> Int? {
        var iterator = self.closed.makeAsyncIterator()
        return await iterator.next()
    }
}
