import ConnectionsKit
import Crypto
import CryptoExtras
import Testing

/// The keys of the specifications' own examples, in the forms in which keys come.
enum SpecificationKeys {
    private static let modulus = """
        ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgN\
        MsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsm\
        tdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ
        """
    private static let exponent = """
        Eq5xpGnNCivDflJsRQBXHx1hdR1k6Ulwe2JZD50LpXyWPEAeP88vLNO97IjlA7_GQ5sLKMgvfTeXZx9SE-7YwVol2NXOoAJe46sui395IW_GO-pWJ1\
        O0BkTGoVEn2bKVRUCgu-GjBVaYLU6f3l9kJfFNS3E0QbVdxzubSu3Mkqzjkn439X0M_V51gfpRLI9JYanrC4D4qAdGcopV_0ZHHzQlBjudU2QvXt4eh\
        NYTCBr6XCLQUShb1juUO1ZdiYoFaFQT5Tw8bGUl_x_jTj3ccPDVZFD9pIuhLhBOneufuBiB4cS98l2SR_RQyGWSeWjnczT0QU91p1DhOVRuOopznQ
        """
    private static let factors = """
        "p":"4BzEEOtIpmVdVEZNCqS7baC4crd0pqnRH_5IB3jw3bcxGn6QLvnEtfdUdiYrqBdss1l58BQ3KhooKeQTa9AB0Hw_Py5PJdTJNPY8cQn7ouZ2K\
        KDcmnPGBY5t7yLc1QlQ5xHdwW1VhvKn-nXqhJTBgIPgtldC-KDV5z-y2XDwGUc","q":"uQPEfgmVtjL0Uyyx88GZFF1fOunH3-7cepKmtH4pxhtCoH\
        qpWmT8YAmZxaewHgHAjLYsp1ZSe7zFYHj7C6ul7TjeLQeZD_YwD66t62wDmpe_HlB-TnBA-njbglfIsRLtXlnDzQkv5dTltRJ11BKBBypeeF6689rjc\
        JIDEz9RWdc"
        """

    /// RFC 7515 appendix A.2.1 without its private part.
    static let rsaPublic = "{\"kty\":\"RSA\",\"n\":\"\(modulus)\",\"e\":\"AQAB\"}"
    /// The key without its factors.
    static let rsaWithoutFactors = "{\"kty\":\"RSA\",\"n\":\"\(modulus)\",\"e\":\"AQAB\",\"d\":\"\(exponent)\"}"
    /// The whole key.
    static let rsa = Self.rsa(with: "\"x\":1")

    /// The whole key with other members.
    static func rsa(with members: String) -> String {
        "{\"kty\":\"RSA\",\"n\":\"\(modulus)\",\"e\":\"AQAB\",\"d\":\"\(exponent)\",\(factors),\(members)}"
    }

    static let p256Private = "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"
    /// RFC 7515 appendix A.3.1.
    static let p256 = """
        {"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",\
        "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"\(p256Private)"}
        """

    private static let ed25519Private = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"
    /// RFC 8037 appendix A.1.
    static let ed25519 = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"d\":\"\(ed25519Private)\"}"

    static func rsaKey() throws -> _RSA.Signing.PrivateKey {
        try _RSA.Signing.PrivateKey._createFromNumbers(
            n: try Self.bytes(Self.modulus), e: [1, 0, 1] as [UInt8], d: try Self.bytes(Self.exponent))
    }

    static func p256Key() throws -> P256.Signing.PrivateKey {
        try P256.Signing.PrivateKey(rawRepresentation: try Self.bytes(Self.p256Private))
    }

    /// The elliptic key as SEC 1 has it (RFC 5915 section 3).
    static func p256SEC1() throws -> String {
        let start: [UInt8] = [0x30, 0x77, 0x02, 0x01, 0x01, 0x04, 0x20]
        let curve: [UInt8] = [0xA0, 0x0A, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]
        let point = Array(try Self.p256Key().publicKey.x963Representation)
        let end: [UInt8] = [0xA1, 0x44, 0x03, 0x42, 0x00]
        return Self.pem("EC PRIVATE KEY", start + (try Self.bytes(Self.p256Private)) + curve + end + point)
    }

    /// The key of RFC 8037 as RFC 8410 section 7 has it.
    static func ed25519PEM() throws -> String {
        let start: [UInt8] = [
            0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
        ]
        return Self.pem("PRIVATE KEY", start + (try Self.bytes(Self.ed25519Private)))
    }

    static func pem(_ label: String, _ der: [UInt8]) -> String {
        var lines: [Substring] = []
        var rest = Base64.encode(der, .standard)[...]
        while !rest.isEmpty {
            lines.append(rest.prefix(64))
            rest = rest.dropFirst(64)
        }
        return "-----BEGIN \(label)-----\n\(lines.joined(separator: "\n"))\n-----END \(label)-----\n"
    }

    static func bytes(_ text: String) throws -> [UInt8] { try #require(Base64.decode(text, .urlSafe)) }
}
