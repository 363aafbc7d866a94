import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitTesting
import HTTPTypes
import Testing

@Suite(.timeLimit(.minutes(10))) struct RenewalTests {
    @Test(arguments: [HTTPRequest.Method.get, .post, .delete])
    func `a refused credential is renewed once, and the request is sent once more`(
        method: HTTPRequest.Method
    ) async throws {
        let world = try await ClientWorld(ScriptedService(.unauthorized, .answer(200, "done")))
        let body = method == .post ? HTTPBody(Array("text".utf8)) : nil
        let reply = try await world.send(ServiceRequest(method, "https://api.example.com/v1", body: body))
        #expect(reply.body == Array("done".utf8))
        #expect(world.service.calls.map(\.authorization) == ["Bearer access-1", "Bearer access-2"])
        #expect(world.service.calls.map(\.text) == Array(repeating: method == .post ? "text" : "", count: 2))
        #expect(world.provider.refreshCalls == 1)
    }

    @Test func `a second refusal is told, and is not followed by a third call`() async throws {
        let world = try await ClientWorld(ScriptedService(.unauthorized))
        let error = try await failure { () async throws(ConnectionError) in try await world.send() }
        #expect(error.code == .providerRefused && error.remedy.contains("authorize the connection again"))
        #expect(world.service.calls.count == 2 && world.provider.refreshCalls == 1 && !error.mayHaveBeenSent)
    }

    @Test func `many calls that are refused together renew once`() async throws {
        let service = ScriptedService { (call) throws(HTTPTransportError) in
            call.authorization == "Bearer access-1" ? .unauthorized : .answer(200)
        }
        let world = try await ClientWorld(service)
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<50 { group.addTask { (try? await world.send())?.response.status == .ok } }
            for await isAnswered in group { #expect(isAnswered) }
        }
        #expect(world.provider.refreshCalls == 1)
    }

    @Test func `a refresh token that is dead needs an authorization`() async throws {
        let world = try await ClientWorld(ScriptedService(.unauthorized))
        world.provider.failRefreshes(with: CredentialError(.refused, "dead", providerCode: "invalid_grant"))
        let error = try await failure { () async throws(ConnectionError) in try await world.send() }
        #expect(error.code == .needsReauthorization && world.service.calls.count == 1)
    }

    @Test func `tokens that no OAuth client of ours made are renewed all the same`() async throws {
        let world = try await ClientWorld(ScriptedService(.unauthorized, .answer(200)))
        let id = try await world.books.credential(at: world.place, for: world.owner).grant
        // As with client credentials, where the client is among the fields that a person filled in.
        var grant = try #require(try await world.system.store.read(Grant.self, id, in: "maker"))
        grant.client = nil
        var changes = ChangeSet()
        changes.update(grant)
        try await world.system.store.commit(changes, with: world.system.sealer)
        #expect(try await world.send().response.status == .ok)
        #expect(world.provider.refreshCalls == 1 && world.service.calls.count == 2)
    }

    @Test func `a key is not renewed, and stays`() async throws {
        let world = try await ClientWorld(ScriptedService(.unauthorized, .answer(200)))
        let error = try await failure { () async throws(ConnectionError) in try await world.sendByKey() }
        #expect(error.code == .providerRefused && error.remedy.contains("Check that the values are still valid"))
        #expect(world.service.calls.count == 1 && world.provider.refreshCalls == 0)
        #expect(try await world.sendByKey().response.status == .ok)
    }

    @Test func `a body that can be had once is not sent again, and the next call works`() async throws {
        let world = try await ClientWorld(ScriptedService(.unauthorized, .answer(200)))
        let error = try await failure { () async throws(ConnectionError) in
            try await world.send(.post("https://api.example.com/", body: .once("one", "two")))
        }
        #expect(error.code == .providerRefused && !error.mayHaveBeenSent)
        #expect((error.cause as? HTTPTransportError)?.code == .bodyNotRepeatable)
        #expect(world.provider.refreshCalls == 1 && world.service.calls.map(\.text) == ["onetwo"])
        _ = try await world.send(.post("https://api.example.com/", body: .once("one", "two")))
        #expect(world.service.calls.last?.authorization == "Bearer access-2")
    }

    @Test func `a body that can be had again is`() async throws {
        let world = try await ClientWorld(ScriptedService(.unauthorized, .answer(200)))
        _ = try await world.send(.post("https://api.example.com/", body: .again("one", "two")))
        #expect(world.service.calls.map(\.text) == ["onetwo", "onetwo"])
    }

    @Test(arguments: [HTTPTransportError.Code.interrupted, .unreachable, .timedOut], [true, false])
    func `a broken call is not repeated`(code: HTTPTransportError.Code, isSent: Bool) async throws {
        let service = ScriptedService { (_) throws(HTTPTransportError) in
            throw HTTPTransportError(code, "broken", mayHaveBeenSent: isSent)
        }
        let world = try await ClientWorld(service)
        let error = try await failure { () async throws(ConnectionError) in try await world.send() }
        #expect(error.mayHaveBeenSent == isSent && service.calls.count == 1)
        #expect(error.code == (code == .timedOut ? .callTimedOut : .providerUnavailable))
    }
}

extension HTTPBody {
    static func once(_ texts: String...) -> HTTPBody { HTTPBody(once: Self.chunks(texts)) }
    static func again(_ texts: String...) -> HTTPBody { HTTPBody(reopening: { Self.chunks(texts) }) }

    static func chunks(_ texts: [String]) -> AsyncStream<[UInt8]> {
        AsyncStream { continuation in
            for text in texts { continuation.yield(Array(text.utf8)) }
            continuation.finish()
        }
    }
}
