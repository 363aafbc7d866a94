import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import ConnectionsKitURLSession
import HTTPTypes
import Testing

/// What the tests ask of a server by their own HTTP, beside the library.
extension RealServer {
    /// The metadata as the server publishes it.
    func document(_ path: String = "/.well-known/oauth-authorization-server") async throws -> JSONValue {
        try await self.json(.get, self.description.issuer + path)
    }

    /// Whether a token is alive (RFC 7662).
    func isActive(_ token: Secret?) async throws -> Bool {
        let client = try self.client("web-basic")
        let secret = try #require(client.secret).reveal()
        let pair = FormEncoding.encode(client.clientID) + ":" + FormEncoding.encode(secret)
        let answer = try await self.json(
            .post, try #require(self.metadata.introspectionEndpoint),
            authorization: "Basic " + Base64.encode(Array(pair.utf8), .standard),
            body: Array(FormEncoding.encode([FormField("token", try #require(token).reveal())]).utf8))
        return answer["active"] == .bool(true)
    }

    /// Registers a client (RFC 7591), reads it back (RFC 7592), and gives what the server says of it.
    func register(_ metadata: String) async throws -> JSONValue {
        let endpoint = try #require(try await self.document()["registration_endpoint"]?.text)
        let made = try await self.json(
            .post, endpoint, body: Array(metadata.utf8), contentType: "application/json", expecting: 201)
        let address = try #require(made["registration_client_uri"]?.text)
        let token = try #require(made["registration_access_token"]?.text)
        let read = try await self.json(.get, address, authorization: "Bearer \(token)")
        for field in ["client_id", "redirect_uris", "grant_types", "token_endpoint_auth_method", "client_name"] {
            #expect(read[field] == made[field], "\(field)")
        }
        #expect(made["client_id"]?.text?.isEmpty == false)
        return made
    }

    private func json(
        _ method: HTTPRequest.Method, _ address: String, authorization: String? = nil, body: [UInt8]? = nil,
        contentType: String = "application/x-www-form-urlencoded", expecting status: Int = 200
    ) async throws -> JSONValue {
        let address = try WebAddress(address)
        var request = HTTPRequest(
            method: method, scheme: address.scheme, authority: address.authority, path: address.pathAndQuery)
        request.headerFields[.authorization] = authorization
        if body != nil { request.headerFields[.contentType] = contentType }
        let reply = try await self.transport.send(request, body: body, limits: HTTPLimits())
        #expect(reply.response.status.code == status, "\(String(decoding: reply.body, as: UTF8.self))")
        return try #require(JSONReader.value(in: reply.body))
    }
}
