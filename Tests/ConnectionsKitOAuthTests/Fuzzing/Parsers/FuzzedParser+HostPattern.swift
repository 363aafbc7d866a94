@testable import ConnectionsKit

extension FuzzedParser {
    static func checkHostPattern(_ input: [UInt8]) throws(Violation) {
        let (line, rest) = Self.firstLine(of: input)
        let pattern = HostPattern(String(decoding: line, as: UTF8.self))
        do throws(InvalidInput) {
            try pattern.validate(field: "hosts")
        } catch {
            try hold(error.field == "hosts" && !error.remedy.isEmpty, "a refusal names the field and the remedy")
            return
        }
        let isWildcard = pattern.text.hasPrefix("*.")
        let base = (isWildcard ? String(pattern.text.dropFirst(2)) : pattern.text).lowercased()
        try hold(Self.isPlainHost(base) || base == "[::1]", "a pattern names a host in its normal form")
        try hold(pattern.matches(base) == !isWildcard, "a host matches itself, and a domain not its wildcard")
        try hold(pattern.matches("a.\(base)") == isWildcard, "a wildcard matches below its domain")
        let elsewhere = base.hasSuffix("x") ? "y" : "x"
        try hold(!pattern.matches("\(base).\(elsewhere)"), "nothing outside the domain matches")
        try hold(!pattern.matches("x\(base)"), "a longer name is another domain")
        let text = String(decoding: Self.firstLine(of: rest).line, as: UTF8.self)
        guard let host = WebAddress.normalizedHost(text) else { return }
        try hold(Self.isPlainHost(host), "a host is letters, digits, hyphens and dots")
        try hold(WebAddress.normalizedHost(host) == host, "the normal form is its own normal form")
        guard pattern.matches(host) else { return }
        let end = Array((isWildcard ? ".\(base)" : base).utf8)
        let isInside =
            isWildcard
            ? host.utf8.count > end.count && host.utf8.suffix(end.count).elementsEqual(end)
            : host.utf8.elementsEqual(end)
        try hold(isInside, "what matches is inside the domain")
    }
}
