import ConnectionsKit
import ConnectionsKitHTTP
import HTTPTypes
import Testing

@Suite struct SendTests {
    struct Invoice: Codable, Equatable {
        var number: Int
    }

    @Test func `a task names a connection, sends a request and gets the answer`() async throws {
        let world = try await ClientWorld(ScriptedService(.answer(201, #"{"number":7}"#)))
        let reply = try await world.client.send(
            .post("https://api.example.com/v1/invoices?a=1", json: Invoice(number: 7)), with: "books", at: world.place,
            for: world.owner, in: world.context)
        #expect(reply.response.status == .created)
        #expect(try reply.json(as: Invoice.self) == Invoice(number: 7))
        let call = try #require(world.service.calls.first)
        #expect(world.service.calls.count == 1)
        #expect(call.authorization == "Bearer access-1" && call.text == #"{"number":7}"#)
        #expect(call.request.method == .post && call.request.path == "/v1/invoices?a=1")
        #expect(call.request.headerFields[.contentType] == "application/json")
    }

    @Test func `a connection that was resolved once serves call after call`() async throws {
        let world = try await ClientWorld(ScriptedService(.answer(200)))
        for _ in 0..<3 { _ = try await world.send() }
        #expect(world.service.calls.map(\.authorization) == Array(repeating: "Bearer access-1", count: 3))
    }

    @Test(arguments: [204, 301, 302, 304, 307, 400, 403, 404, 409, 422, 500, 503])
    func `an answer that is no refusal of the credential is the caller's to judge`(status: Int) async throws {
        let fields: HTTPFields = status / 100 == 3 ? [.location: "https://evil.example/"] : [:]
        let world = try await ClientWorld(ScriptedService(.answer(status, "text", fields: fields)))
        let reply = try await world.send()
        #expect(reply.response.status.code == status && reply.body == Array("text".utf8))
        #expect(world.service.calls.count == 1)
    }

    @Test func `a name that the application does not have is told before anything is sent`() async throws {
        let world = try await ClientWorld(ScriptedService(.answer(200)))
        let error = try await failure { () async throws(ConnectionError) in
            try await world.client.send(
                .get("https://api.example.com/"), with: "nothing", at: world.place, for: world.owner, in: world.context)
        }
        #expect(error.code == .notFound && world.service.calls.isEmpty)
    }

    @Test func `a scope that was not granted is told before anything is sent`() async throws {
        let world = try await ClientWorld(ScriptedService(.answer(200)))
        let error = try await failure { () async throws(ConnectionError) in try await world.send(scopes: ["write"]) }
        #expect(error.code == .insufficientScope && error.detail == .missingScopes(["write"]))
        #expect(world.service.calls.isEmpty)
    }

    @Test func `after a revocation no call goes out`() async throws {
        let world = try await ClientWorld(ScriptedService(.answer(200)))
        _ = try await world.send()
        let connections = try await DeveloperConsole(world.system).connections(as: world.owner)
        let books = try #require(connections.first { $0.linkName == "books" })
        try await DeveloperConsole(world.system).revoke(books.id, in: .development, as: world.owner)
        let error = try await failure { () async throws(ConnectionError) in try await world.send() }
        #expect(error.code == .notAuthorized && world.service.calls.count == 1)
    }

    @Test(arguments: [
        "https://evil.example.com/", "http://api.example.com/", "https://api.example.com.evil.com/",
        "https://user@api.example.com/", "https://api.example.com%2e/", "//api.example.com/", "/v1", "", "https://",
        "ftp://api.example.com/", "https://api.example.com#@evil.com/",
    ])
    func `a request that goes elsewhere is refused, and nothing is sent`(address: String) async throws {
        let world = try await ClientWorld(ScriptedService(.answer(200)))
        let error = try await failure { () async throws(ConnectionError) in try await world.send(.get(address)) }
        #expect([.hostNotAllowed, .invalidInput].contains(error.code))
        #expect(!error.remedy.isEmpty && !error.mayHaveBeenSent && world.service.calls.isEmpty)
    }

    @Test(arguments: [
        HTTPLimits.seconds(0), .seconds(-1), .seconds(1, maximumBodyBytes: -1),
    ])
    func `limits that cannot be kept are refused`(limits: HTTPLimits) async throws {
        let world = try await ClientWorld(ScriptedService(.answer(200)))
        let error = try await failure { () async throws(ConnectionError) in try await world.send(limits: limits) }
        #expect(error.code == .invalidInput && error.field == "limits" && world.service.calls.isEmpty)
    }
}
