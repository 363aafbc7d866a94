import ConnectionsKit
import HTTPTypes

extension ServiceRequest {
    /// A request that sends a form.
    ///
    /// - Parameters:
    ///   - address: the absolute address.
    ///   - form: the names and values, in their order; they are encoded here.
    /// - Returns: the request, with its `Content-Type`.
    public static func post(_ address: String, form: KeyValuePairs<String, String>) -> ServiceRequest {
        let text = FormEncoding.encode(form.map { FormField($0.key, $0.value) })
        return ServiceRequest(
            .post, address, headerFields: [.contentType: Self.formType], body: HTTPBody(Array(text.utf8)))
    }

    static let formType = "application/x-www-form-urlencoded"
}
