import Foundation

@testable import ConnectionsKit

extension FuzzedParser {
    static func checkWebAddress(_ input: [UInt8]) throws(Violation) {
        let text = String(decoding: input, as: UTF8.self)
        let address: WebAddress
        do throws(InvalidInput) {
            address = try WebAddress(text, field: "token endpoint")
        } catch {
            try hold(
                error.field == "token endpoint" && !error.remedy.isEmpty, "a refusal names the field and the remedy")
            try Planted.mayNotShow(in: error)
            return
        }
        try hold(["https", "http"].contains(address.scheme), "the scheme is https or http")
        try hold(
            Self.isPlainHost(address.host) || address.host == "[::1]", "a host is letters, digits, hyphens and dots")
        try hold(address.port.map { (1...65_535).contains($0) } ?? true, "a port is in range")
        try hold(address.port != (address.scheme == "https" ? 443 : 80), "the scheme's own port is not named")
        try hold(address.path.hasPrefix("/"), "a path begins with a slash")
        let normal = address.description
        try hold(normal.utf8.allSatisfy { (0x21...0x7E).contains($0) }, "an address is visible ASCII")
        try hold(normal.utf8.count <= text.utf8.count + 1, "an address is no longer than its text")
        let again = try? WebAddress(normal)
        try hold(again == address && again?.description == normal, "the normal form is its own normal form")
        if address.isLoopback {
            let host = address.host
            try hold(
                host == "localhost" || host == "[::1]" || host.hasPrefix("127."), "only this machine is loopback")
        }
        try Self.checkAgreement(address, text)
    }

    /// The client that sends the request may read the address in its own way: it has to come to the same host.
    private static func checkAgreement(_ address: WebAddress, _ text: String) throws(Violation) {
        for text in [text, address.description] {
            guard let other = URLComponents(string: text), let host = other.encodedHost else { continue }
            var plain = host.lowercased()
            if plain.hasSuffix(".") { plain.removeLast() }
            try hold(
                plain == address.host || "[\(plain)]" == address.host, "another parser comes to the same host")
            let ownPort = address.scheme == "https" ? 443 : 80
            try hold((other.port ?? ownPort) == (address.port ?? ownPort), "another parser comes to the same port")
        }
    }

    static func isPlainHost(_ host: String) -> Bool {
        let labels = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return host.utf8.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.count)
                    && label.allSatisfy {
                        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
                    }
            }
    }
}
