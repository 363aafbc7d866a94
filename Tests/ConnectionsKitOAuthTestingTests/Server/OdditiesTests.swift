import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import ConnectionsKitOAuthTesting
import HTTPTypes
import Testing

@Suite struct OdditiesTests {
    typealias Oddities = AuthorizationServer.Oddities

    func reply(_ change: (inout Oddities) -> Void) throws -> HTTPReply {
        var scenario = try Scenario { change(&$0.oddities) }
        return scenario.redeem(try scenario.code())
    }

    @Test(arguments: [
        (AuthorizationServer.ExpiresIn.number, 3_600 as AuthorizationServer.JSON?), (.string, "3600"), (.omitted, nil),
        (.value(0), 0), (.value(-1), -1), (.value(1.5), 1.5), (.value(.integer(.max)), .integer(.max)),
        (.value(nil), .null),
    ])
    func `the lifetime can be told in odd ways`(
        expiresIn: AuthorizationServer.ExpiresIn, expected: AuthorizationServer.JSON?
    ) throws {
        #expect(try self.reply { $0.expiresIn = expiresIn }.json()["expires_in"] == expected)
    }

    @Test func `fields can be missing, odd or more`() throws {
        let document = try self.reply {
            $0.omitsRefreshToken = true
            $0.omitsScope = true
            $0.tokenType = nil
            $0.additionalTokenFields = ["api_domain": "https://api.example", "nested": ["id": 1]]
        }.json()
        for name in ["refresh_token", "scope", "token_type"] { #expect(document[name] == nil) }
        #expect(document["api_domain"] == "https://api.example")
        #expect(document["nested"]?["id"] == 1)
        #expect(try self.reply { $0.tokenType = "bearer" }.json()["token_type"] == "bearer")
        #expect(try self.reply { $0.additionalTokenFields = ["scope": ["a"]] }.json()["scope"] == ["a"])
    }

    @Test func `granted scopes can differ from those that were asked for`() throws {
        var scenario = try Scenario { $0.oddities.grantedScopes = ["invoices.read"] }
        let reply = scenario.redeem(try scenario.code())
        #expect(try reply.json()["scope"] == "invoices.read")
        #expect(scenario.resource("numbers", token: try Tokens(reply).access).response.status == .forbidden)
    }

    @Test func `a reply can be form-encoded`() throws {
        let reply = try self.reply {
            $0.formEncodesTokenReplies = true
            $0.tokenContentType = "application/x-www-form-urlencoded"
        }
        #expect(reply.response.headerFields[.contentType] == "application/x-www-form-urlencoded")
        let fields = try FormEncoding.decode(reply.body)
        #expect(fields["token_type"] == "Bearer" && fields["expires_in"] == "3600")
    }

    @Test func `an error can have status 200`() throws {
        var scenario = try Scenario { $0.oddities.reportsErrorsWithStatusOK = true }
        let reply = scenario.redeem("guess")
        #expect(reply.response.status == .ok && reply.error == "invalid_grant")
    }

    @Test func `the issuer in the redirect can be missing or another`() throws {
        var scenario = try Scenario { $0.oddities.issuerInRedirect = .omitted }
        #expect(try scenario.visit().map(\.name) == ["code", "state"])
        scenario.server.configuration.oddities.issuerInRedirect = .other("https://evil.example")
        #expect(try scenario.visit()["iss"] == "https://evil.example")
    }

    @Test func `a server that never rotates can repeat the refresh token`() throws {
        var scenario = try Scenario {
            $0.rotation = .never
            $0.oddities.repeatsRefreshToken = true
        }
        let tokens = try scenario.tokens()
        #expect(try Tokens(scenario.refresh(tokens.refresh)).refresh == tokens.refresh)
    }

    @Test func `a server that rotates can leave the refresh token out, and the old one stays good`() throws {
        var scenario = try Scenario { $0.oddities.omitsRefreshTokenOnRefresh = true }
        let tokens = try scenario.tokens()
        #expect(try scenario.refresh(tokens.refresh).json()["refresh_token"] == nil)
        #expect(scenario.refresh(tokens.refresh).response.status == .ok)
    }
}
