import ConnectionsKit
import ConnectionsKitHTTP

extension AuthorizationServer {
    /// The token endpoint (RFC 6749 section 3.2).
    mutating func token(_ call: Call) -> HTTPReply {
        do throws(Refusal) {
            let parameters = try call.postedParameters()
            guard let grantType = Self.grantTypes[try parameters.required("grant_type")] else {
                // Who asks for something unknown is still told first when it is nobody.
                _ = try self.authenticatedClient(call, parameters)
                throw .unsupportedGrantType()
            }
            // The issuer of an assertion may be client enough (RFC 7521 section 4.1).
            if grantType == .jwtBearer, !PresentedClient.isPresent(call, parameters) {
                return try self.redeemAssertion(parameters, nil, at: call.now)
            }
            let client = try self.authenticatedClient(call, parameters)
            return switch grantType {
            case .authorizationCode: try self.redeemCode(parameters, client, at: call.now)
            case .refreshToken: try self.refresh(parameters, client, at: call.now)
            case .deviceCode: try self.redeemDeviceCode(parameters, client, at: call.now)
            case .clientCredentials: try self.grantToClient(parameters, client, at: call.now)
            case .jwtBearer: try self.redeemAssertion(parameters, client, at: call.now)
            }
        } catch {
            return .refusal(error, oddities: self.configuration.oddities)
        }
    }

    /// What `grant_type` may say.
    enum TokenGrantType: CaseIterable {
        case authorizationCode, refreshToken, deviceCode, clientCredentials, jwtBearer

        var name: String {
            switch self {
            case .authorizationCode: GrantType.authorizationCode.rawValue
            case .refreshToken: "refresh_token"
            case .deviceCode: GrantType.deviceCode.rawValue
            case .clientCredentials: GrantType.clientCredentials.rawValue
            case .jwtBearer: GrantType.jwtBearer.rawValue
            }
        }
    }

    private static let grantTypes = Dictionary(uniqueKeysWithValues: TokenGrantType.allCases.map { ($0.name, $0) })
}
