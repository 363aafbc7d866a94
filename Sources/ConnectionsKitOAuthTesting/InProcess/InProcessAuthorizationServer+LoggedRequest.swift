public import HTTPTypes

extension InProcessAuthorizationServer {
    /// What is remembered of a call: nothing that can hold a secret.
    public struct LoggedRequest: Sendable, Hashable {
        /// Which endpoint it was for.
        public var endpoint: AuthorizationServer.Endpoint
        /// Its method.
        public var method: HTTPRequest.Method
        /// Its path without the query.
        public var path: String
    }
}
