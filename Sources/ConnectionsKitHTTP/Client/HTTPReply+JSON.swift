public import ConnectionsKit
import HTTPTypes

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension HTTPReply {
    /// The body, read as JSON.
    ///
    /// - Parameter type: what it is expected to be.
    /// - Returns: the value.
    /// - Throws: ``ConnectionError/Code/providerRefused`` when the body is something else; the error holds nothing of it.
    public func json<Value: Decodable>(as type: Value.Type = Value.self) throws(ConnectionError) -> Value {
        do { return try JSONDecoder().decode(type, from: Data(self.body)) } catch {
            throw ConnectionError(
                .providerRefused,
                "The answer (status \(self.response.status.code)) is not the JSON that was expected.",
                remedy: "Look at the status first, then compare the answer with the service's documentation.")
        }
    }
}
