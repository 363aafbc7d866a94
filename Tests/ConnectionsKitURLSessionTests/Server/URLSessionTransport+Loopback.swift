import ConnectionsKitHTTP
import ConnectionsKitURLSession
import HTTPTypes

extension URLSessionTransport.Configuration {
    /// Plain HTTP to this machine is allowed.
    static var loopback: Self {
        var configuration = Self()
        configuration.allowsLoopbackHTTP = true
        return configuration
    }
}

extension URLSessionTransport {
    /// Sends a request to `server`, within ten seconds unless told otherwise.
    func send(
        _ method: HTTPRequest.Method = .get, _ path: String = "/", to server: LoopbackServer,
        host: String = "127.0.0.1", scheme: String = "http", fields: HTTPFields = [:], body: [UInt8]? = nil,
        limits: HTTPLimits = .test()
    ) async throws(HTTPTransportError) -> HTTPReply {
        let request = HTTPRequest(
            method: method, scheme: scheme, authority: "\(host):\(server.port)", path: path, headerFields: fields)
        return try await self.send(request, body: body, limits: limits)
    }

    /// Sends a request to `server` and gives the error; `nil` when there was a reply.
    func failure(
        _ method: HTTPRequest.Method = .get, _ path: String = "/", to server: LoopbackServer,
        host: String = "127.0.0.1", scheme: String = "http", body: [UInt8]? = nil, limits: HTTPLimits = .test()
    ) async -> HTTPTransportError? {
        do throws(HTTPTransportError) {
            _ = try await self.send(
                method, path, to: server, host: host, scheme: scheme, body: body, limits: limits)
            return nil
        } catch {
            return error
        }
    }
}

extension HTTPLimits {
    static func test(_ timeout: Duration = .seconds(10), maximumBodyBytes: Int = 1_000_000) -> HTTPLimits {
        var limits = HTTPLimits()
        limits.timeout = timeout
        limits.maximumBodyBytes = maximumBodyBytes
        return limits
    }
}
