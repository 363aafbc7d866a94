import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitTesting
import HTTPTypes
import Synchronization
import Testing

/// Nothing of a credential and nothing of a request stands in an error, however a service or a transport behaves.
@Suite struct SecrecyTests {
    static let payload = "canary-payload"
    static let canaries = [ClientWorld.key, "access-1", "access-2", Self.payload]

    /// A cause that quotes the address, as the errors of many clients do.
    struct Quoting: Error {
        var address: String
    }

    /// The ways in which a service or a transport gives a secret back.
    static let echoes: [@Sendable (String) -> HTTPReply] =
        [400, 401, 403, 429, 500, 503].flatMap { status -> [@Sendable (String) -> HTTPReply] in
            [
                { secret in .answer(status, #"{"error":"\#(secret)","error_description":"\#(secret)"}"#) },
                { secret in .answer(status, #"{"error":"x\#(secret)"}"#) },
                { secret in .answer(status, #"{"code":"\#(secret)"}"#, fields: [.retryAfter: secret]) },
                { secret in
                    .answer(
                        status, secret,
                        fields: [
                            .wwwAuthenticate: "Bearer error=\"insufficient_scope\", scope=\"\(secret) x\(secret)y\"",
                            .location: "https://evil.example/?\(secret)", .retryAfter: "1",
                        ])
                },
            ]
        } + [
            { secret in .answer(200, #"{"ok":false,"error":"\#(secret)"}"#) },
            { secret in .answer(200, #"{"ok":false,"error":"missing_scope","needed":"\#(secret)"}"#) },
            { secret in .answer(200, "Access Denied \(secret)") },
        ]

    static func shown(by error: ConnectionError) -> [String] {
        var text = "\(error) \(String(reflecting: error)) \(error.cause.map { String(reflecting: $0) } ?? "")"
        dump(error, to: &text)
        return Self.canaries.filter(text.contains)
    }

    static let request = ServiceRequest.post(
        "https://api.example.com/\(payload)", headerFields: [.cookie: payload], body: HTTPBody(Array(payload.utf8)))

    @Test(arguments: Self.echoes.indices, [true, false])
    func `a service that echoes a credential finds no way into an error`(index: Int, isFirst: Bool) async throws {
        // It gives back what it got just now, or what it got first and has refused.
        let secrets = ["Bearer access-1": "access-1", "Bearer access-2": "access-2"]
        let first = Mutex<String?>(nil)
        let service = ScriptedService { (call) throws(HTTPTransportError) in
            let secret = call.authorization.flatMap { secrets[$0] } ?? ClientWorld.key
            let earlier = first.withLock { first in
                defer { first = first ?? secret }
                return first
            }
            guard isFirst, secret != ClientWorld.key else { return Self.echoes[index](secret) }
            return earlier.map(Self.echoes[index]) ?? .unauthorized
        }
        let world = try await ClientWorld(service)
        for connection in [world.books, world.sms] {
            do throws(ConnectionError) {
                let reply = try await world.client.send(
                    Self.request, with: connection, at: world.place, for: world.owner)
                #expect(Self.canaries.filter("\(reply) \(String(reflecting: reply))".contains) == [])
            } catch {
                #expect(Self.shown(by: error) == [])
            }
        }
    }

    static let codes: [HTTPTransportError.Code] = [
        .invalidRequest, .insecure, .unreachable, .interrupted, .timedOut, .bodyTooLarge, .cancelled, .bodyFailed,
        .bodyNotRepeatable, .overrun,
    ]

    @Test(arguments: Self.codes, [true, false])
    func `a transport that quotes the address is not quoted`(
        code: HTTPTransportError.Code, inCause: Bool
    ) async throws {
        let service = ScriptedService { (call) throws(HTTPTransportError) in
            let address = "https://api.example.com\(call.request.path ?? "")"
            throw HTTPTransportError(
                code, inCause ? "it failed" : "no answer from \(address)", mayHaveBeenSent: true,
                cause: inCause ? Quoting(address: address) : nil)
        }
        let world = try await ClientWorld(service, smsPlacement: .query(name: "key"))
        let error = try await failure { () async throws(ConnectionError) in try await world.sendByKey() }
        #expect(Self.shown(by: error) == [] && error.mayHaveBeenSent)
        #expect(service.calls.first?.request.path?.contains(ClientWorld.key) == true)
    }

    @Test func `requests, bodies and answers print nothing of what they hold`() throws {
        let request = Self.request
        let streamed = HTTPStreamedReply<HTTPTransportError>(
            response: HTTPResponse(status: .ok, headerFields: [.cookie: Self.payload]),
            body: HTTPByteStream(Array(Self.payload.utf8)))
        for value in [request, HTTPBody(Array(Self.payload.utf8)), streamed, streamed.body] as [Any] {
            var text = "\(value) \(String(reflecting: value))"
            dump(value, to: &text)
            #expect(!text.contains(Self.payload))
        }
    }

    @Test func `what cannot be read as JSON, or written, is not shown`() async throws {
        struct Wrong: Codable { var canary = Double.infinity }
        let reading = try await failure { () async throws(ConnectionError) in
            try HTTPReply.answer(200, #"{"canary":"\#(Self.payload)"}"#).json(as: Wrong.self)
        }
        #expect(reading.code == .providerRefused && Self.shown(by: reading) == [])
        let writing = try await failure { () async throws(ConnectionError) in
            try ServiceRequest.post("https://api.example.com/", json: Wrong())
        }
        #expect(writing.code == .invalidInput && writing.field == "json")
    }
}
