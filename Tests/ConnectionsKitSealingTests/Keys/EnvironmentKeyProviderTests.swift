import ConnectionsKit
import ConnectionsKitSealing
import Testing

@Suite struct EnvironmentKeyProviderTests {
    @Test func `a variable gives the keys that stand in it`() async throws {
        let provider = try EnvironmentKeyProvider(
            variable: "KEYS", environment: ["KEYS": FileKeyProviderTests.text()])
        #expect(try await provider.keyRing().primary == "one")
    }

    @Test(arguments: [[:], ["KEYS": ""], ["OTHER": "{}"]])
    func `a variable that is not set is named`(environment: [String: String]) {
        let error = #expect(throws: SealerError.self) {
            try EnvironmentKeyProvider(variable: "KEYS", environment: environment)
        }
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains("KEYS") == true)
    }

    @Test func `a variable that holds no keys is named and not shown`() {
        let error = #expect(throws: SealerError.self) {
            try EnvironmentKeyProvider(variable: "KEYS", environment: ["KEYS": "canary-key"])
        }
        #expect(error?.code == .malformed)
        #expect(error?.message.contains("KEYS") == true)
        #expect(error?.message.contains("canary") == false)
    }

    @Test func `the process's own environment is asked`() {
        let error = #expect(throws: SealerError.self) {
            try EnvironmentKeyProvider(variable: "CONNECTIONSKIT_NO_SUCH_VARIABLE")
        }
        #expect(error?.code == .unavailable)
    }
}
