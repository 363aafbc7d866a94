/// The proxy settings that libcurl takes from the environment, which `URLSession` on Linux cannot switch off:
/// `connectionProxyDictionary` is not read there.
struct ProxyEnvironment: Sendable {
    private let environment: [String: String]

    init(_ environment: [String: String]) {
        self.environment = environment
    }

    /// The variable that would take a plain HTTP call to `host` through a proxy; `nil` when none does.
    ///
    /// An exception counts only when it is `*` or names the host letter by letter. libcurl knows more forms, which
    /// have changed with its versions; to refuse a call too many does no harm.
    func variableThatCaptures(plainHTTPTo host: String) -> String? {
        #if canImport(FoundationNetworking)
        let names = ["http_proxy", "all_proxy", "ALL_PROXY"]
        guard let name = names.first(where: { self.isSet($0) }) else { return nil }
        guard let list = ["no_proxy", "NO_PROXY"].first(where: { self.isSet($0) }).flatMap({ self.environment[$0] })
        else { return name }
        if list == "*" { return nil }
        let exceptions = list.split { $0 == "," || $0 == " " }
        return exceptions.contains { $0.lowercased() == host } ? nil : name
        #else
        return nil
        #endif
    }

    private func isSet(_ name: String) -> Bool {
        !(self.environment[name] ?? "").isEmpty
    }
}
