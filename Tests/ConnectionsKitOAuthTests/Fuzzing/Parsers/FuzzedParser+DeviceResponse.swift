@testable import ConnectionsKit
@testable import ConnectionsKitHTTP
@testable import ConnectionsKitOAuth

extension FuzzedParser {
    static func checkDeviceResponse(_ input: [UInt8]) throws(Violation) {
        guard let fields = MessageFields(input) else { return }
        let response: DeviceResponse
        do throws(CredentialError) {
            response = try DeviceResponse(fields)
        } catch {
            try hold(error.code == .invalidResponse, "a refusal is of one kind")
            try Planted.mayNotShow(in: error)
            return
        }
        try hold("\(response)" == "DeviceResponse(redacted)", "an answer does not print")
        let again = try? DeviceResponse(fields)
        try hold(Self.parts(response) == again.map(Self.parts), "an answer reads twice the same")
        try hold(response.deviceCode.count > 0, "there is a device code")
        let code = response.userCode
        try hold(
            (1...100).contains(code.utf8.count) && code.utf8.allSatisfy { (0x20...0x7E).contains($0) },
            "a code to enter is short and visible")
        for text in [response.verificationURI, response.verificationURIComplete].compactMap({ $0 }) {
            let address = try? WebAddress(text)
            try hold(
                address?.scheme == "https" || address?.isLoopback == true, "a person is sent over TLS, or nowhere else")
        }
        try hold((.seconds(1)...Duration.seconds(3_600)).contains(response.lifetime), "a lifetime is in its range")
        try hold((.seconds(1)...response.lifetime).contains(response.interval), "an interval is in its range")
        let size = [code, response.verificationURI, response.verificationURIComplete ?? ""]
            .reduce(response.deviceCode.count) { $0 + $1.utf8.count }
        try hold(size <= input.count, "the answer is no longer than its text")
    }

    private static func parts(_ response: DeviceResponse) -> [[UInt8]?] {
        bytes(
            response.deviceCode.reveal(), response.userCode, response.verificationURI,
            response.verificationURIComplete, "\(response.lifetime)", "\(response.interval)")
    }
}
