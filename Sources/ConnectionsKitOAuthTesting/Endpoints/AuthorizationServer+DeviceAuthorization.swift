import ConnectionsKit
import ConnectionsKitHTTP
import HTTPTypes

extension AuthorizationServer {
    /// The device authorization endpoint (RFC 8628 sections 3.1 and 3.2).
    mutating func authorizeDevice(_ call: Call) -> HTTPReply {
        do throws(Refusal) {
            let parameters = try call.postedParameters()
            let client = try self.authenticatedClient(call, parameters)
            guard client.mayUseDeviceCodes else { throw .unauthorizedClient("the client may not use device codes") }
            let scopes = try self.scopes(of: parameters, for: client)
            let audience = try self.audience(of: parameters)
            let lifetime = self.configuration.deviceCodeLifetime
            let interval = self.configuration.deviceInterval
            let code = self.random.token("device")
            let userCode = self.random.userCode()
            self.deviceAuthorizations[code] = DeviceAuthorization(
                clientID: client.id, userCode: userCode, scopes: scopes, audience: audience,
                expiresAt: call.now + lifetime, interval: interval, nextAt: call.now)
            let query = FormEncoding.encode([FormField("user_code", userCode)])
            return .json([
                "device_code": .string(code), "user_code": .string(userCode),
                "verification_uri": .string(self.url(of: .device)),
                "verification_uri_complete": .string("\(self.url(of: .device))?\(query)"),
                "expires_in": .integer(lifetime.components.seconds),
                "interval": .integer(interval.components.seconds),
            ])
        } catch {
            return .refusal(error, oddities: self.configuration.oddities)
        }
    }

    /// The device code grant (RFC 8628 sections 3.4 and 3.5).
    mutating func redeemDeviceCode(
        _ parameters: Parameters, _ client: Client, at now: Duration
    ) throws(Refusal) -> HTTPReply {
        guard client.mayUseDeviceCodes else { throw .unauthorizedClient("the client may not use device codes") }
        let code = try parameters.required("device_code")
        guard let device = self.deviceAuthorizations[code], device.clientID == client.id else {
            throw .invalidGrant("the device code is unknown to this client")
        }
        guard now < device.expiresAt else { throw .device("expired_token", "the device code has expired") }
        guard now >= device.nextAt else {
            // The interval grows by 5 seconds for this and all later questions.
            let interval = device.interval + .seconds(5)
            self.deviceAuthorizations[code]?.interval = interval
            self.deviceAuthorizations[code]?.nextAt = now + interval
            throw .device("slow_down", "the device asks too often")
        }
        self.deviceAuthorizations[code]?.nextAt = now + device.interval
        switch device.decision {
        case .pending: throw .device("authorization_pending", "the user has not decided yet")
        case .denied: throw .device("access_denied", "the user denied the request")
        case .redeemed: throw .invalidGrant("the device code was used before")
        case .allowed(let user, let scopes):
            self.deviceAuthorizations[code]?.decision = .redeemed
            return self.issueTokens(
                for: Grant(clientID: client.id, user: user, scopes: scopes, audience: device.audience),
                audience: device.audience, withRefreshToken: client.mayRefresh, at: now)
        }
    }
}
