import ConnectionsKit
import ConnectionsKitOAuth
import HTTPTypes

/// One request in the parts that endpoints look at.
struct Call {
    let method: HTTPRequest.Method
    let path: String
    let query: String?
    let headers: HTTPFields
    let body: [UInt8]
    let now: Duration

    init(_ request: HTTPRequest, body: [UInt8], now: Duration) {
        self.method = request.method
        (self.path, self.query) = Address.split(request.path ?? "/")
        self.headers = request.headerFields
        self.body = body
        self.now = now
    }

    /// The media type of the body in small letters, without its parameters.
    var mediaType: String? {
        let values = self.headers[values: .contentType]
        guard values.count == 1 else { return nil }
        let type = values[0].prefix { $0 != ";" }
        return type.filter { $0 != " " && $0 != "\t" }.lowercased()
    }

    /// The parameters of a form in the body, or `nil` when there is none that can be read.
    var form: Parameters? {
        guard self.mediaType == "application/x-www-form-urlencoded" else { return nil }
        return try? Parameters(self.body)
    }

    /// The value of a cookie.
    func cookie(_ name: String) -> String? {
        for pair in self.headers[values: .cookie].flatMap({ $0.split(separator: ";") }) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, parts[0].filter({ $0 != " " }) == name { return String(parts[1]) }
        }
        return nil
    }

    /// The parameters of a request to the token or the revocation endpoint (RFC 6749 sections 2.3.1 and 3.2).
    func postedParameters() throws(Refusal) -> Parameters {
        guard self.method == .post else {
            throw .invalidRequest("use POST", status: .methodNotAllowed)
        }
        guard self.query == nil else {
            throw .invalidRequest("parameters belong in the body, never in the address")
        }
        guard self.mediaType == "application/x-www-form-urlencoded" else {
            throw .invalidRequest("Content-Type must be application/x-www-form-urlencoded, once")
        }
        let parameters: Parameters
        do {
            parameters = try Parameters(self.body)
        } catch {
            throw .invalidRequest("the body is not form-encoded: \(error.message)")
        }
        if let name = parameters.firstRepeated {
            throw .invalidRequest("\(name) is repeated")
        }
        return parameters
    }
}
