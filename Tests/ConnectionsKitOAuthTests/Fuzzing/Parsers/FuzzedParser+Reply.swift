import Foundation
import HTTPTypes

@testable import ConnectionsKit
@testable import ConnectionsKitHTTP
@testable import ConnectionsKitOAuth

extension FuzzedParser {
    static let connector = Connector(
        id: "books", name: "Books", category: "Test",
        authentication: .oauth2(
            OAuth2Facts(
                endpoints: OAuth2Endpoints(
                    authorization: "https://accounts.example.com/auth", token: "https://accounts.example.com/token"))),
        hosts: ["api.example.com"])

    private static let credential: Credential? = {
        let now = Timestamp(milliseconds: 0)
        let grant = Grant(
            id: Grant.ID(UUID()), account: "acme", connection: Connection.ID(UUID()), kind: .admin, connector: "books",
            user: nil,
            authorizedBy: "adam", dataCentre: .us, accountName: "A", subject: nil,
            client: Grant.Client(clientID: "platform"), requestedScopes: ["read"], grantedScopes: ["read"],
            createdAt: now)
        let tokens = TokenState(
            grant: grant.id, account: "acme", access: SealedSecret(envelope: []), refresh: nil, obtainedAt: now,
            expiresAt: nil)
        return try? Credential(
            access: Secret(Planted.secret), of: tokens, grant: grant, connector: Self.connector,
            allowsLoopbackHTTP: false)
    }()
    private static let year = Duration.seconds(365 * 86_400)

    static func checkReply(_ input: [UInt8]) throws(Violation) {
        let reply = Self.reply(input)
        try Self.checkVerdict(reply)
        try Self.checkRefusal(reply)
        try Self.checkDeviceVerdict(reply)
        let challenge = BearerChallenge(reply.response.headerFields[values: .wwwAuthenticate])
        let isShort = challenge.scopes.count <= 20 && challenge.scopes.allSatisfy { (1...100).contains($0.utf8.count) }
        try hold(isShort, "a challenge names few scopes, and short ones")
    }

    private static func checkVerdict(_ reply: HTTPReply) throws(Violation) {
        let fields = MessageFields(reply.body)
        let sent = [FormField("grant_type", "refresh_token"), FormField("refresh_token", Planted.secret)]
        let status = reply.response.status.code
        guard let error = TokenVerdict.error(in: reply, fields, endpoint: "token endpoint", sent: sent) else {
            try hold((200..<300).contains(status), "only a success is no error")
            return
        }
        let again = TokenVerdict.error(in: reply, fields, endpoint: "token endpoint", sent: sent)
        try hold(error.description == again?.description, "a reply reads twice the same")
        if error.code == .refused {
            try hold([200, 400, 401].contains(status), "a grant is condemned by the statuses 200, 400 and 401 alone")
            let code = fields.flatMap { ErrorCode(in: $0) }
            try hold(code.map { ErrorMeaning(of: $0) } == .terminal, "a grant is condemned by a terminal code alone")
        }
        try hold(
            [.refused, .transient, .configuration, .outcomeUnknown].contains(error.code), "a verdict is of its classes")
        try hold(error.code != .outcomeUnknown || [502, 504].contains(status), "only a gateway loses an answer")
        try hold(error.retryAfter.map { (.zero...Self.year).contains($0) } ?? true, "a wait is in its range")
        try hold((error.providerCode?.utf8.count ?? 0) <= 40 && error.message.utf8.count < 300, "an error is short")
        try Planted.mayNotShowSecret(in: error)
    }

    private static func checkDeviceVerdict(_ reply: HTTPReply) throws(Violation) {
        let fields = MessageFields(reply.body)
        let sent = [FormField("device_code", Planted.secret)]
        func verdict(_ isDevice: Bool) -> CredentialError? {
            TokenVerdict.error(in: reply, fields, endpoint: "token endpoint", sent: sent, isDevice: isDevice)
        }
        let refusal = fields.flatMap { ErrorCode(in: $0) }.flatMap { DeviceRefusal($0) }
        guard let error = verdict(true) else {
            try hold(verdict(false) == nil, "only a success is no error")
            return
        }
        if reply.response.status.code < 500, let refusal {
            try hold(error.code == refusal.code, "a device's question is answered by its code")
        } else {
            try hold(error.description == verdict(false)?.description, "every other answer means what it always means")
        }
        try Planted.mayNotShowSecret(in: error)
    }

    private static func checkRefusal(_ reply: HTTPReply) throws(Violation) {
        guard let credential = Self.credential else { throw Violation("there is a credential") }
        let now = Timestamp(milliseconds: 1_000_000)
        let status = reply.response.status.code
        guard let error = ConnectionError(reply, callingWith: credential, at: now) else {
            try hold(status < 300 || status == 304, "only a success is no refusal")
            return
        }
        let again = ConnectionError(reply, callingWith: credential, at: now)
        try hold(error.description == again?.description, "a reply reads twice the same")
        try hold(error.retryAt.map { (now...(now + Self.year)).contains($0) } ?? true, "a wait is in its range")
        try hold((error.providerCode?.utf8.count ?? 0) <= 40 && error.message.utf8.count < 3_000, "an error is short")
        try hold(!error.remedy.isEmpty, "an error has a remedy")
        try Planted.mayNotShowSecret(in: error)
    }

    /// Reads the form in which the corpora have replies; what is out of form gives another reply, and never none.
    private static func reply(_ input: [UInt8]) -> HTTPReply {
        var (line, rest) = Self.firstLine(of: input)
        let status = Int(String(decoding: line, as: UTF8.self)) ?? 200
        var response = HTTPResponse(status: HTTPResponse.Status(code: (100...999).contains(status) ? status : 200))
        while !rest.isEmpty {
            (line, rest) = Self.firstLine(of: rest)
            if line.isEmpty { break }
            let name = line.prefix { $0 != UInt8(ascii: ":") }
            guard let field = HTTPField.Name(String(decoding: name, as: UTF8.self)) else { continue }
            let value = String(decoding: line.dropFirst(name.count + 1).drop { $0 == 0x20 }, as: UTF8.self)
            response.headerFields.append(HTTPField(name: field, value: value))
        }
        return HTTPReply(response: response, body: rest)
    }
}
