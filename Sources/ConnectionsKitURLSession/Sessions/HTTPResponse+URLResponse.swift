import Foundation
import HTTPTypes

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

extension HTTPResponse {
    /// The status and header fields of `response`, in the order of their names; Foundation does not keep the sender's.
    ///
    /// A field whose name HTTP does not allow is left out.
    init(_ response: HTTPURLResponse) {
        let fields = response.allHeaderFields.compactMap { name, value -> HTTPField? in
            guard let name = (name as? String).flatMap({ HTTPField.Name($0) }), let value = value as? String else {
                return nil
            }
            return HTTPField(name: name, value: value)
        }
        let status = HTTPResponse.Status(code: min(max(response.statusCode, 0), 999))
        self.init(
            status: status, headerFields: HTTPFields(fields.sorted { $0.name.canonicalName < $1.name.canonicalName }))
    }
}
