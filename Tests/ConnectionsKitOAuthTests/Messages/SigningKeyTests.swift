import ConnectionsKit
import ConnectionsKitOAuth
import Crypto
import CryptoExtras
import Testing

@Suite struct SigningKeyTests {
    /// RFC 7515 appendices A.2 and A.3 have one payload.
    private static let payload =
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"

    private static func key(_ text: String) throws(InvalidInput) -> SigningKey {
        try SigningKey(Secret(text), field: "private_key")
    }

    static let rsaForms: [@Sendable () throws -> String] = [
        { SpecificationKeys.rsa }, { SpecificationKeys.rsaWithoutFactors }, { "\n  " + SpecificationKeys.rsa },
        { try SpecificationKeys.rsaKey().pemRepresentation }, { try SpecificationKeys.rsaKey().pkcs8PEMRepresentation },
        { SpecificationKeys.pem("RSA PRIVATE KEY", Array(try SpecificationKeys.rsaKey().derRepresentation)) },
        // With what stands around a key in a file, with the line breaks of Windows, and copied out of JSON.
        { "Bag Attributes\n    key: 1\n" + (try SpecificationKeys.rsaKey().pkcs8PEMRepresentation) + "\n\n" },
        { try SpecificationKeys.rsaKey().pkcs8PEMRepresentation.replacing("\n", with: "\r\n") },
        { try SpecificationKeys.rsaKey().pkcs8PEMRepresentation.replacing("\n", with: "\\n") },
    ]

    @Test(arguments: Self.rsaForms.indices)
    func `the example of RFC 7515 appendix A 2 comes out to the byte, whatever form the key has`(index: Int) throws {
        let key = try Self.key(try Self.rsaForms[index]())
        #expect(key.algorithm == "RS256")
        let signature = try key.signature(of: Array("eyJhbGciOiJSUzI1NiJ9.\(Self.payload)".utf8))
        #expect(
            Base64.encode(signature, .urlSafe) == """
                cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF\
                9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383Lc\
                OLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlV\
                mtVrBp0igcN_IoypGlUPQGe77Rw
                """)
    }

    static let p256Forms: [@Sendable () throws -> String] = [
        { SpecificationKeys.p256 }, { try SpecificationKeys.p256Key().pemRepresentation },
        { try SpecificationKeys.p256SEC1() },
        // As OpenSSL writes it, with the curve before the key.
        {
            SpecificationKeys.pem("EC PARAMETERS", [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07])
                + (try SpecificationKeys.p256SEC1())
        },
    ]

    @Test(arguments: Self.p256Forms.indices)
    func `the key of RFC 7515 appendix A 3 signs so that it can be checked`(index: Int) throws {
        let input = Array("eyJhbGciOiJFUzI1NiJ9.\(Self.payload)".utf8)
        let publicKey = try SpecificationKeys.p256Key().publicKey
        let example = try SpecificationKeys.bytes(
            "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q")
        #expect(publicKey.isValidSignature(try P256.Signing.ECDSASignature(rawRepresentation: example), for: input))
        let key = try Self.key(try Self.p256Forms[index]())
        #expect(key.algorithm == "ES256")
        let bytes = try key.signature(of: input)
        #expect(bytes.count == 64)
        let signature = try P256.Signing.ECDSASignature(rawRepresentation: bytes)
        #expect(publicKey.isValidSignature(signature, for: input))
        #expect(!publicKey.isValidSignature(signature, for: Array(input.dropLast())))
    }

    @Test func `the example of RFC 8037 appendix A 4 comes out to the byte`() throws {
        for text in [SpecificationKeys.ed25519, try SpecificationKeys.ed25519PEM()] {
            let key = try Self.key(text)
            #expect(key.algorithm == "EdDSA")
            let signature = try key.signature(
                of: Array("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc".utf8))
            #expect(
                Base64.encode(signature, .urlSafe)
                    == "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg")
        }
    }

    @Test func `P-384 signs with ES384`() throws {
        let own = P384.Signing.PrivateKey()
        let raw = Base64.encode(Array(own.rawRepresentation), .urlSafe)
        let jwk = "{\"kty\":\"EC\",\"crv\":\"P-384\",\"d\":\"\(raw)\"}"
        for text in [own.pemRepresentation, jwk] {
            let key = try Self.key(text)
            #expect(key.algorithm == "ES384")
            let signature = try P384.Signing.ECDSASignature(rawRepresentation: try key.signature(of: [1, 2, 3]))
            #expect(own.publicKey.isValidSignature(signature, for: [1, 2, 3] as [UInt8]))
        }
    }

    @Test func `an RSA key that is for PS256 signs so`() throws {
        let key = try Self.key(SpecificationKeys.rsa(with: "\"alg\":\"PS256\""))
        #expect(key.algorithm == "PS256")
        let signature = _RSA.Signing.RSASignature(rawRepresentation: try key.signature(of: [1, 2, 3]))
        let publicKey = try SpecificationKeys.rsaKey().publicKey
        #expect(publicKey.isValidSignature(signature, for: [1, 2, 3] as [UInt8], padding: .PSS))
    }

    @Test func `a JSON Web Key tells its name, and PEM has none`() throws {
        let named = try Self.key(SpecificationKeys.rsa(with: "\"kid\":\"key 1\",\"use\":\"sig\",\"alg\":\"RS256\""))
        #expect(named.keyID == "key 1")
        #expect(try Self.key(SpecificationKeys.rsa(with: "\"kid\":\"\"")).keyID == nil)
        #expect(try Self.key(try SpecificationKeys.p256SEC1()).keyID == nil)
    }

    /// What is wrong with a key, and a word of what is said of it.
    static let refused: [(@Sendable () throws -> String, String)] = [
        ({ "" }, "neither PEM"), ({ "sesame" }, "neither PEM"), ({ "{" }, "damaged"), ({ "{}" }, "kty"),
        ({ "{\"keys\":[\(SpecificationKeys.rsa)]}" }, "set of keys"),
        ({ "{\"kty\":\"oct\",\"k\":\"AAAA\"}" }, "symmetric"), ({ SpecificationKeys.rsaPublic }, "public key"),
        ({ SpecificationKeys.rsa(with: "\"use\":\"enc\"") }, "not for signatures"),
        ({ SpecificationKeys.rsa(with: "\"alg\":\"RS512\"") }, "\"alg\""),
        ({ SpecificationKeys.rsa(with: "\"alg\":\"none\"") }, "\"alg\""),
        ({ "{\"kty\":\"EC\",\"crv\":\"P-521\",\"d\":\"AAAA\"}" }, "kind of key"),
        ({ "{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"d\":\"\(SpecificationKeys.p256Private)\"}" }, "kind of key"),
        ({ "{\"kty\":\"EC\",\"crv\":\"P-256\",\"d\":\"AAAA\"}" }, "damaged"),
        ({ "{\"kty\":\"EC\",\"crv\":\"P-256\",\"d\":\"not base64!\"}" }, "damaged"),
        ({ "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\",\"d\":\"AQAB\"}" }, "2,048"),
        ({ try SpecificationKeys.rsaKey().publicKey.pemRepresentation }, "public key"),
        ({ "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----" }, "certificate"),
        ({ "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----" }, "encrypted"),
        (
            {
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n"
                    + "-----END RSA PRIVATE KEY-----"
            }, "encrypted"
        ),
        ({ "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----" }, "without a private key"),
        ({ "-----BEGIN PRIVATE KEY-----\nAAAA" }, "cut off"),
        ({ "-----BEGIN PRIVATE KEY-----\n*\n-----END PRIVATE KEY-----" }, "damaged"),
        ({ SpecificationKeys.pem("PRIVATE KEY", [1, 2, 3]) }, "kind of key"),
        ({ SpecificationKeys.pem("RSA PRIVATE KEY", [1, 2, 3]) }, "damaged"),
        ({ SpecificationKeys.pem("EC PRIVATE KEY", [1, 2, 3]) }, "curve"),
        ({ P521.Signing.PrivateKey().pemRepresentation }, "curve"),
        ({ try _RSA.Signing.PrivateKey(unsafeKeySize: .init(bitCount: 1_024)).pemRepresentation }, "2,048"),
        ({ String(repeating: " ", count: 16_385) }, "16 KiB"),
    ]

    @Test(arguments: Self.refused.indices)
    func `a key that cannot be used is refused with its fault`(index: Int) throws {
        let (text, word) = Self.refused[index]
        let key = try text()
        let error = #expect(throws: InvalidInput.self) { try Self.key(key) }
        let refusal = try #require(error)
        #expect(refusal.field == "private_key")
        #expect(refusal.problem.contains(word), "\(refusal)")
        if key.utf8.count > 100 { #expect(!"\(refusal)".contains(key.dropFirst(40).prefix(20))) }
    }

    @Test func `bytes that are not text are refused`() {
        #expect(throws: InvalidInput.self) { try SigningKey(Secret([0xFF, 0xFE]), field: "private_key") }
    }

    @Test func `a key does not print`() throws {
        let key = try Self.key(SpecificationKeys.p256)
        var dumped = ""
        dump(key, to: &dumped)
        #expect("\(key)" == "SigningKey(ES256)" && !dumped.contains("P256"))
        #expect(!String(reflecting: [key]).contains("P256"))
    }
}
