import ConnectionsKit
import ConnectionsKitConnectors
import ConnectionsKitHTTP

extension FirstRun {
    /// A gateway for text messages with a key, from the fields to the message, and a call to Books by its link name.
    func text() async throws {
        self.story.chapter("14. A text message goes out through a gateway with a key")
        let console = self.platform.console
        try await console.registerApplication("notices", name: "Notices", as: People.olga)
        let gateway = try await console.createConnection(to: .clickatell, kind: .admin, as: People.olga)
        try await console.enable(gateway.id, for: "notices", as: People.olga)
        let pending = try await console.authorize(gateway.id, in: .development, as: People.olga)
        if case .fields(let fields) = pending.step {
            self.story.check(
                "the gateway asks for \(fields.map(\.label).joined(separator: ", "))", fields.map(\.name) == ["api_key"]
            )
        }
        try await console.complete(
            pending, fields: SecretFields([("api_key", Secret(Services.gatewayKey))]), as: People.olga)

        let client = ConnectedClient(self.platform.runtime, transport: self.platform.transport)
        let notices = TaskContext.console("notices", of: "estate-makers", .development)
        let message: ServiceRequest = try .post(
            "\(self.platform.services.base)/gateway", json: ["to": "+15550100", "content": "Sold!"])
        let sent = try await client.send(
            message, with: gateway.linkName, at: .smsAction("tell the owner"), for: People.olga, in: notices)
        self.story.check(
            "the gateway takes the message: HTTP \(sent.response.status.code)",
            sent.response.status == .accepted && self.platform.services.sentTexts == 1)
        let elsewhere = ServiceRequest.get("https://gateway.example.net/messages")
        await self.story.refuse("the key sent to another host", .hostNotAllowed) {
            try await client.send(
                elsewhere, with: gateway.linkName, at: .smsAction("tell the owner"), for: People.olga, in: notices)
        }
    }
}
