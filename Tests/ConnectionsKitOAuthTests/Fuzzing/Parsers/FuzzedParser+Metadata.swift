@testable import ConnectionsKit
@testable import ConnectionsKitHTTP
@testable import ConnectionsKitOAuth

extension FuzzedParser {
    static func checkMetadata(_ input: [UInt8]) throws(Violation) {
        let named = JSONReader.value(in: input)?["issuer"]?.text
        for issuer in ["https://server.example.com", named].compactMap({ $0 }) {
            let strict = try Self.metadata(input, issuer, allowsLoopbackHTTP: false)
            let lenient = try Self.metadata(input, issuer, allowsLoopbackHTTP: true)
            try hold(strict == nil || strict == lenient, "what is accepted is accepted on loopback too")
            guard let metadata = lenient else { continue }
            try hold(
                named.map { Array($0.utf8) } == Array(issuer.utf8), "the issuer is the one asked for, byte by byte")
            try hold(metadata.issuer == issuer, "the issuer is the one asked for")
            try hold(!metadata.clientAuthentications.isEmpty, "there is a way of client authentication")
            let endpoints = [
                metadata.authorizationEndpoint, metadata.tokenEndpoint, metadata.revocationEndpoint,
            ].compactMap { $0 }
            for endpoint in endpoints {
                let address = try? WebAddress(endpoint)
                try hold(address != nil, "an endpoint is an address")
                try hold(
                    address?.scheme == "https" || (strict == nil && address?.isLoopback == true),
                    "an endpoint is HTTPS, or loopback where that is allowed")
            }
            let texts = endpoints + metadata.scopes + metadata.codeChallengeMethods
            try hold(texts.reduce(0) { $0 + $1.utf8.count } <= input.count, "the facts are no longer than the document")
            try hold(metadata.facts.endpoints.issuer == issuer, "the facts name the issuer")
        }
    }

    private static func metadata(
        _ input: [UInt8], _ issuer: String, allowsLoopbackHTTP: Bool
    ) throws(Violation) -> ServerMetadata? {
        do throws(CredentialError) {
            return try ServerMetadata(input, issuer: issuer, allowsLoopbackHTTP: allowsLoopbackHTTP)
        } catch {
            try hold([.invalidResponse, .configuration].contains(error.code), "a refusal is of one of two kinds")
            try Planted.mayNotShow(in: error)
            return nil
        }
    }
}
