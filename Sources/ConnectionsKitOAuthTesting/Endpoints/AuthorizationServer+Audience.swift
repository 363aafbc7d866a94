import ConnectionsKitOAuth

extension AuthorizationServer {
    /// The resources that a request names, once each (RFC 8707 section 2); empty when it names none.
    ///
    /// Where some were granted before, a later request may only ask for less.
    func audience(of parameters: Parameters, within granted: [String] = []) throws(Refusal) -> [String] {
        var audience: [String] = []
        for resource in parameters.values(of: "resource") where !audience.contains(resource) {
            guard ResourceIndicator.isAcceptable(resource) else {
                throw .invalidTarget("resource must be an absolute address without a fragment")
            }
            guard self.knows(audience: resource) else { throw .invalidTarget("resource is unknown") }
            guard granted.isEmpty || granted.contains(resource) else {
                throw .invalidTarget("resource goes beyond what was granted")
            }
            audience.append(resource)
        }
        return audience
    }

    private func knows(audience: String) -> Bool {
        self.configuration.audiences.contains(audience)
            || self.resources.keys.contains { self.url(ofResource: $0) == audience }
    }
}
