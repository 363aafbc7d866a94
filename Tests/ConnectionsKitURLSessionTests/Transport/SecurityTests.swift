import ConnectionsKitHTTP
import ConnectionsKitURLSession
import Foundation
import HTTPTypes
import Testing

#if canImport(Glibc)
import Glibc
#endif

@Suite(.timeLimit(.minutes(10)))
struct SecurityTests {
    @Test func `plain HTTP is refused without a connection`() async throws {
        let server = try LoopbackServer { $0.answerAll("200 OK") }
        let error = await URLSessionTransport().failure(.post, to: server, body: [1])
        #expect(error?.code == .insecure)
        #expect(error?.mayHaveBeenSent == false)
        // The next call shows that no connection had come before it.
        _ = try await URLSessionTransport(configuration: .loopback).send(to: server)
        #expect(server.connections == 1)
    }

    @Test(arguments: ["127.0.0.1", "localhost", "LOCALHOST", "127.8.9.10"])
    func `plain HTTP to this machine is allowed by configuration`(host: String) async throws {
        let server = try LoopbackServer { $0.answerAll("200 OK") }
        let error = await URLSessionTransport(configuration: .loopback).failure(to: server, host: host)
        // The server listens on 127.0.0.1 alone; elsewhere the call was let through, and refused by the machine.
        #expect(host == "127.8.9.10" ? error?.code == .unreachable : error == nil)
    }

    @Test func `a proxy from the environment never sees a plain call`() async {
        await #expect(processExitsWith: .success) {
            let proxy = try LoopbackServer { $0.answerAll("200 OK", body: Array("proxy".utf8)) }
            let server = try LoopbackServer { $0.answerAll("200 OK", body: Array("server".utf8)) }
            let transport = URLSessionTransport(configuration: .loopback)

            for variable in ["no_proxy", "NO_PROXY"] { _ = unsafe unsetenv(variable) }
            _ = unsafe setenv("http_proxy", "http://127.0.0.1:\(proxy.port)", 1)
            let error = await transport.failure(to: server)
            #expect(error?.code == .insecure)
            #expect(error?.message.contains("http_proxy") == true)

            _ = unsafe setenv("no_proxy", "example.com,127.0.0.1", 1)
            let reply = try await transport.send(to: server)
            #expect(reply.body == Array("server".utf8))
            #expect(proxy.connections == 0)
        }
    }
}
