import ConnectionsKit
import ConnectionsKitSealing
import ConnectionsKitTesting
import Testing

@Suite struct RedactionTests {
    static let canary = "canary-9d0c-0123456789abcdefghij"

    static func values() async throws -> [(String, Any)] {
        let ring = try KeyRing(primary: "one", keys: ["one": Secret(Self.canary)], audit: .fixture(9))
        let document = FileKeyProviderTests.text(keys: ["one": Secret(Self.canary).base64])
        let folder = try TemporaryFolder()
        let sealer = EnvelopeSealer(ring)
        return [
            ("ring", ring),
            ("static", StaticKeyProvider(ring)),
            ("environment", try EnvironmentKeyProvider(variable: "K", environment: ["K": document])),
            ("file", try FileKeyProvider(at: try folder.write(document))),
            ("sealer", sealer),
            ("keys", try await sealer.newKeys()),
            ("data key", try await sealer.newDataKey()),
            ("audit key", try await sealer.auditKey(for: "account")),
            (
                "service",
                try KeyServiceProvider(
                    writing: "k", audit: Secret(Self.canary), wrap: { key, _ in key.withBytes { $0 } },
                    unwrap: { key, _ in Secret(key.bytes) })
            ),
        ]
    }

    @Test func `nothing that holds a key prints it`() async throws {
        let secret = Secret(Self.canary)
        let forms = [Self.canary, secret.base64, "\(secret.withBytes { $0 })", "99, 97, 110, 97, 114, 121"]
        for (name, value) in try await Self.values() {
            var dumped = ""
            dump(value, to: &dumped)
            for text in ["\(value)", String(reflecting: value), "\([value])", "\(Optional(value) as Any)", dumped] {
                for form in forms { #expect(!text.contains(form), "\(name)") }
            }
        }
    }
}
