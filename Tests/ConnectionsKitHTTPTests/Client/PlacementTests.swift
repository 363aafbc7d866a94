import ConnectionsKit
import ConnectionsKitHTTP
import HTTPTypes
import Testing

@Suite struct PlacementTests {
    static let address = "https://api.example.com/send"

    @Test(arguments: [HTTPRequest.Method.get, .post])
    func `a key goes into the query, behind what is there`(method: HTTPRequest.Method) async throws {
        let world = try await ClientWorld(ScriptedService(.answer(200)), smsPlacement: .query(name: "key"))
        _ = try await world.sendByKey(ServiceRequest(method, Self.address + "?a=1"))
        #expect(world.service.calls.map(\.request.path) == ["/send?a=1&key=\(ClientWorld.key)"])
    }

    @Test func `a key goes into the form, which is called one`() async throws {
        let world = try await ClientWorld(ScriptedService(.answer(200)), smsPlacement: .form(name: "key"))
        _ = try await world.sendByKey(.post(Self.address, form: ["text": "good day"]))
        _ = try await world.sendByKey(.post(Self.address))
        #expect(world.service.calls.map(\.text) == ["text=good+day&key=\(ClientWorld.key)", "key=\(ClientWorld.key)"])
        for call in world.service.calls {
            #expect(call.request.headerFields[.contentType] == "application/x-www-form-urlencoded")
        }
    }

    struct Conflict: Sendable {
        var placement: CredentialField.Placement
        var request: ServiceRequest
        var field: String
    }

    static let conflicts: [Conflict] = [
        Conflict(
            placement: .header(name: "X-Key", prefix: ""),
            request: .get(address, headerFields: [HTTPField.Name("x-key") ?? .accept: "mine"]), field: "X-Key"),
        Conflict(placement: .query(name: "key"), request: .get(address + "?a=1&key=mine"), field: "key"),
        Conflict(placement: .query(name: "key"), request: .get(address + "?k%65y=mine"), field: "key"),
        Conflict(placement: .query(name: "key"), request: .get(address + "?key"), field: "key"),
        Conflict(placement: .form(name: "key"), request: .post(address, form: ["key": "mine"]), field: "key"),
        Conflict(
            placement: .form(name: "key"),
            request: .post(address, headerFields: [.contentType: "application/json"], body: HTTPBody(Array("{}".utf8))),
            field: "body"),
        Conflict(
            placement: .form(name: "key"),
            request: .post(address, body: HTTPBody(once: AsyncStream<[UInt8]> { $0.finish() })), field: "body"),
    ]

    @Test(arguments: Self.conflicts.indices)
    func `what the credential sets is not the request's to bring`(index: Int) async throws {
        let conflict = Self.conflicts[index]
        let world = try await ClientWorld(ScriptedService(.answer(200)), smsPlacement: conflict.placement)
        let error = try await failure { () async throws(ConnectionError) in try await world.sendByKey(conflict.request)
        }
        #expect(error.code == .invalidInput && error.field == conflict.field && !error.remedy.isEmpty)
        #expect(!error.description.contains("mine") && world.service.calls.isEmpty)
    }

    @Test func `an authorization of the request's own is refused`() async throws {
        let world = try await ClientWorld(ScriptedService(.answer(200)))
        let error = try await failure { () async throws(ConnectionError) in
            try await world.send(.get(Self.address, headerFields: [.authorization: "Bearer mine"]))
        }
        #expect(error.code == .invalidInput && error.field == "Authorization" && world.service.calls.isEmpty)
    }
}
