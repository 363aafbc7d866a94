public import HTTPTypes

extension ServiceRequest {
    /// A request that reads.
    public static func get(_ address: String, headerFields: HTTPFields = [:]) -> ServiceRequest {
        ServiceRequest(.get, address, headerFields: headerFields)
    }

    /// A request that deletes.
    public static func delete(_ address: String, headerFields: HTTPFields = [:]) -> ServiceRequest {
        ServiceRequest(.delete, address, headerFields: headerFields)
    }

    /// A request that sends a body.
    public static func post(
        _ address: String, headerFields: HTTPFields = [:], body: HTTPBody? = nil
    ) -> ServiceRequest {
        ServiceRequest(.post, address, headerFields: headerFields, body: body)
    }

    /// A request that puts a body in place of what is there.
    public static func put(_ address: String, headerFields: HTTPFields = [:], body: HTTPBody?) -> ServiceRequest {
        ServiceRequest(.put, address, headerFields: headerFields, body: body)
    }

    /// A request that changes what is there.
    public static func patch(_ address: String, headerFields: HTTPFields = [:], body: HTTPBody?) -> ServiceRequest {
        ServiceRequest(.patch, address, headerFields: headerFields, body: body)
    }
}
