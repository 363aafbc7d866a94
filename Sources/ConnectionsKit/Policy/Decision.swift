/// What the policy decided, with everything that its rules said.
///
/// A denial is a value and no error; the façades throw it as `ConnectionError.Code.denied`.
public struct Decision: Sendable, Hashable {
    /// The question.
    public let request: PolicyRequest
    // Most decisions have one reason, which needs no array.
    private let first: PolicyReason?
    private var others: [PolicyReason] = []

    /// Makes a decision from what the rules said.
    public init(request: PolicyRequest, reasons: [PolicyReason]) {
        self.request = request
        self.first = reasons.first
        self.others = Array(reasons.dropFirst())
    }

    init(_ request: PolicyRequest, _ first: PolicyReason) {
        self.request = request
        self.first = first
    }

    mutating func add(_ reason: PolicyReason) {
        self.others.append(reason)
    }

    /// What the rules said that spoke to it, in the order of the rules.
    ///
    /// Without a permitting one nothing is allowed.
    public var reasons: [PolicyReason] { self.first.map { [$0] + self.others } ?? [] }

    /// Whether it may be done: some rule permits it, and none refuses.
    public var isAllowed: Bool {
        self.first?.effect == .permit && self.others.allSatisfy { $0.effect == .permit }
    }

    /// The reasons that refuse.
    public var refusals: [PolicyReason] { self.reasons.filter { $0.effect == .refuse } }

    /// Who could do it instead: those whom every refusal names, so that whoever is asked is not refused in turn.
    public var whoCould: [String] {
        let refusals = self.refusals
        return (refusals.first?.whoCould ?? []).filter { name in
            refusals.dropFirst().allSatisfy { $0.whoCould.contains(name) }
        }
    }
}

extension Decision: CustomStringConvertible {
    /// The decision in a sentence, such as: Maria (user) may not authorize the admin connection "Zoho Books": only a super
    /// admin, admin or developer of this account can.
    public var description: String {
        let may = self.isAllowed ? "may" : "may not"
        let said = self.isAllowed ? self.reasons.filter { $0.effect == .permit } : self.refusals
        let reasons = said.isEmpty ? "no rule permits it" : said.map(\.explanation).joined(separator: "; ")
        return "\(self.subject) \(may) \(self.verb)\(self.object): \(reasons)."
    }

    private var subject: String {
        guard let principal = self.request.principal else { return "A task without a user" }
        return "\(principal.displayName) (\(principal.role.title))"
    }

    /// The action without the word that the object repeats: to create, not to create connection, the connection.
    private var verb: String {
        let title = self.request.action.title
        guard self.request.connection != nil else { return title }
        return title.hasSuffix(" connection") ? title.split(separator: " ").first.map(String.init) ?? title : title
    }

    private var object: String {
        if let connection = self.request.connection {
            return " the \(connection.kind.title) connection \"\(connection.name)\""
        }
        return self.request.application.map { " for the application \"\($0)\"" } ?? ""
    }
}
