public import ConnectionsKit
import HTTPTypes

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension ServiceRequest {
    /// A request that sends a value as JSON.
    ///
    /// - Parameters:
    ///   - address: the absolute address.
    ///   - value: what to send, as its `Codable` conformance says.
    /// - Returns: the request, with its `Content-Type`.
    /// - Throws: ``ConnectionError/Code/invalidInput`` when the value has no form in JSON.
    public static func post(_ address: String, json value: some Encodable) throws(ConnectionError) -> ServiceRequest {
        try Self.request(.post, address, json: value)
    }

    /// A request that puts a value in place of what is there, as JSON.
    ///
    /// - Parameters:
    ///   - address: the absolute address.
    ///   - value: what to send, as its `Codable` conformance says.
    /// - Returns: the request, with its `Content-Type`.
    /// - Throws: ``ConnectionError/Code/invalidInput`` when the value has no form in JSON.
    public static func put(_ address: String, json value: some Encodable) throws(ConnectionError) -> ServiceRequest {
        try Self.request(.put, address, json: value)
    }

    /// A request that changes what is there by a value, as JSON.
    ///
    /// - Parameters:
    ///   - address: the absolute address.
    ///   - value: what to send, as its `Codable` conformance says.
    /// - Returns: the request, with its `Content-Type`.
    /// - Throws: ``ConnectionError/Code/invalidInput`` when the value has no form in JSON.
    public static func patch(_ address: String, json value: some Encodable) throws(ConnectionError) -> ServiceRequest {
        try Self.request(.patch, address, json: value)
    }

    private static func request(
        _ method: HTTPRequest.Method, _ address: String, json value: some Encodable
    ) throws(ConnectionError) -> ServiceRequest {
        let bytes: [UInt8]
        do { bytes = [UInt8](try JSONEncoder().encode(value)) } catch {
            // The encoder's own error holds the value.
            throw ConnectionError(
                InvalidInput(
                    field: "json", problem: "it has no form in JSON",
                    remedy: "Send values that JSON has, so no infinite numbers"))
        }
        return ServiceRequest(
            method, address, headerFields: [.contentType: "application/json"], body: HTTPBody(bytes))
    }
}
