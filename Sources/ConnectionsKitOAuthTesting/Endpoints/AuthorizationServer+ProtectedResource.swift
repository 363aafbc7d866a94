import ConnectionsKitHTTP
import ConnectionsKitOAuth
import HTTPTypes

extension AuthorizationServer {
    /// `/userinfo`: who the token's user is; any live token will do.
    func userInfo(_ call: Call) -> HTTPReply {
        guard call.method == .get else { return Self.methodNotAllowed("GET") }
        do throws(Refusal) {
            let token = try self.bearerToken(of: call, scope: nil)
            guard let user = self.grants[token.grant].user.flatMap({ self.users[$0] }) else { return Self.notFound }
            return .json(["sub": .string(user.subject), "name": .string(user.displayName)])
        } catch {
            return .json(.object(error.fields), status: error.status, headers: error.headers)
        }
    }

    /// `/resource/{name}`: reads what the user or the client has, or records what is posted.
    mutating func resource(_ call: Call) -> HTTPReply {
        let name = String(call.path.dropFirst(self.path(of: .resource).count + 1))
        guard let resource = self.resources[name] else { return Self.notFound }
        do throws(Refusal) {
            switch (call.method, resource.writeScope) {
            case (.get, _): return try self.read(resource, call)
            case (.post, .some(let scope)): return try self.record(call, in: resource, scope: scope)
            case (_, .some): return Self.methodNotAllowed("GET, POST")
            case (_, .none): return Self.methodNotAllowed("GET")
            }
        } catch {
            return .json(.object(error.fields), status: error.status, headers: error.headers)
        }
    }

    private func read(_ resource: Resource, _ call: Call) throws(Refusal) -> HTTPReply {
        let token = try self.bearerToken(of: call, scope: resource.readScope, resource: resource.name)
        let grant = self.grants[token.grant]
        let documents =
            if let user = grant.user { self.users[user]?.resources } else { self.clients[grant.clientID]?.resources }
        guard let document = documents?[resource.name] else { return Self.notFound }
        return .json(document)
    }

    private mutating func record(_ call: Call, in resource: Resource, scope: String) throws(Refusal) -> HTTPReply {
        let token = try self.bearerToken(of: call, scope: scope, resource: resource.name)
        guard call.mediaType == "application/json" else {
            return .json(["error": "unsupported_media_type"], status: .unsupportedMediaType)
        }
        guard let document = JSON(text: call.body) else {
            return .json(["error": "invalid_json"], status: .badRequest)
        }
        let grant = self.grants[token.grant]
        self.recordedSubmissions.append(
            Submission(
                resource: resource.name, user: grant.user, client: grant.clientID, body: document,
                receivedAt: call.now))
        let number = self.submissions(to: resource.name).count
        return .json(["number": .integer(Int64(number))], status: .created)
    }

    private static var notFound: HTTPReply { .json(["error": "not_found"], status: .notFound) }

    private static func methodNotAllowed(_ allowed: String) -> HTTPReply {
        .json(["error": "method_not_allowed"], status: .methodNotAllowed, headers: [.allow: allowed])
    }
}
