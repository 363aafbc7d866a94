import ConnectionsKitHTTP
import HTTPTypes

extension AuthorizationServer {
    private static let requestURIPrefix = "urn:ietf:params:oauth:request_uri:"

    /// The endpoint for pushed authorization requests (RFC 9126 section 2).
    mutating func pushRequest(_ call: Call) -> HTTPReply {
        do throws(Refusal) {
            let parameters = try call.postedParameters()
            let client = try self.authenticatedClient(call, parameters)
            guard !parameters.has("request_uri") else {
                throw .invalidRequest("request_uri may not be pushed (RFC 9126 section 2.1)")
            }
            let request = try self.checked(parameters, of: client)
            let id = self.random.token("pushed")
            let lifetime = self.configuration.pushedRequestLifetime
            self.pushedRequests[id] = PushedRequest(request: request, expiresAt: call.now + lifetime)
            let fields: [String: JSON] = [
                "request_uri": .string(Self.requestURIPrefix + id),
                "expires_in": .integer(lifetime.components.seconds),
            ]
            return .json(.object(fields), status: .created)
        } catch {
            return .refusal(error, oddities: self.configuration.oddities)
        }
    }

    private func checked(_ parameters: Parameters, of client: Client) throws(Refusal) -> AuthorizationRequest {
        var parameters = parameters
        // A client that authenticates in the header field need not repeat its identifier.
        parameters.setIfMissing("client_id", client.id)
        do throws(AuthorizationRefusal) {
            return try self.authorizationRequest(parameters)
        } catch {
            throw Refusal(status: .badRequest, code: error.code, description: error.description)
        }
    }

    /// The request that a pushed one stands for: once, in time, and for the client that pushed it alone.
    mutating func pushedRequest(
        _ parameters: Parameters, at now: Duration
    ) throws(AuthorizationRefusal) -> AuthorizationRequest {
        func refusal(_ description: String) -> AuthorizationRefusal {
            AuthorizationRefusal(target: nil, code: "invalid_request", description: description)
        }
        guard let uri = parameters["request_uri"], let clientID = parameters["client_id"] else {
            throw refusal("request_uri or client_id is missing or repeated")
        }
        guard parameters.names == ["client_id", "request_uri"] else {
            throw refusal("beside request_uri there may be client_id alone")
        }
        let id = String(uri.dropFirst(Self.requestURIPrefix.count))
        guard uri.hasPrefix(Self.requestURIPrefix), let pushed = self.pushedRequests[id] else {
            throw refusal("request_uri is unknown, or was used before")
        }
        guard pushed.request.clientID == clientID else {
            throw refusal("request_uri belongs to another client")
        }
        self.pushedRequests[id] = nil
        guard now < pushed.expiresAt else { throw refusal("request_uri has expired") }
        return pushed.request
    }
}
