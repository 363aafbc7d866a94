import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import HTTPTypes

/// One way from an address to the user's decision: what to send next, and what a reply leads to.
struct BrowserVisit {
    /// More steps than any lawful visit takes.
    private static let maximumSteps = 10

    /// What the user came for.
    enum Task {
        /// To be sent back to a client.
        case redirect
        /// To connect a device with this code; `nil` leaves the code that is there.
        case device(code: String?)
    }

    /// How a visit ends.
    enum Ending {
        /// With the redirect to the client.
        case redirect(String)
        /// With a decision about a device.
        case decided
    }

    private let userName: String
    private let password: String
    private let answer: AuthorizationBrowser.Answer
    private let task: Task
    private let origin: Address
    private var next: HTTPRequest
    private(set) var body: [UInt8] = []
    private var hasLoggedIn = false
    private var hasEnteredCode = false
    private var hasDecided = false
    private var stepCount = 0

    init(
        _ address: String, _ task: Task = .redirect, userName: String, password: String,
        answer: AuthorizationBrowser.Answer
    ) throws(AuthorizationBrowserError) {
        guard let origin = Address(address) else {
            throw AuthorizationBrowserError(.invalidAddress, "the authorization address must be absolute")
        }
        self.origin = origin
        self.task = task
        self.next = origin.request(.get)
        self.userName = userName
        self.password = password
        self.answer = answer
    }

    /// The request to send now.
    func request(with cookies: [String: String]) -> HTTPRequest {
        var request = self.next
        if !cookies.isEmpty {
            request.headerFields[.cookie] = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
                .joined(separator: "; ")
        }
        return request
    }

    /// Takes the reply; gives the ending when the visit is over, else `nil`.
    mutating func advance(_ reply: HTTPReply) throws(AuthorizationBrowserError) -> Ending? {
        self.stepCount += 1
        guard self.stepCount < Self.maximumSteps else {
            throw AuthorizationBrowserError(.notUnderstood, "the pages lead nowhere")
        }
        let status = reply.response.status
        if status.kind == .redirection, let location = reply.response.headerFields[.location] {
            // The server names its own pages by path, and everything else is the client's.
            guard location.hasPrefix("/") else { return .redirect(location) }
            self.next = self.origin.request(.get, target: location)
            self.body = []
            return nil
        }
        guard let text = String(validating: reply.body, as: UTF8.self) else {
            throw AuthorizationBrowserError(.notUnderstood, "the page is not UTF-8", status: status.code)
        }
        guard status.kind == .successful else {
            let words = HTMLForm.words(of: text)
            throw AuthorizationBrowserError(.refused, "the server refused: \(words)", status: status.code)
        }
        guard let form = HTMLForm(text) else {
            if case .device = self.task, self.hasDecided { return .decided }
            throw AuthorizationBrowserError(.notUnderstood, "the page has no form", status: status.code)
        }
        try self.fill(form)
        return nil
    }

    private mutating func fill(_ form: HTMLForm) throws(AuthorizationBrowserError) {
        var fields = form.inputs.filter { $0.type == "hidden" }.map { FormField($0.name, $0.value) }
        if form.inputs.contains(where: { $0.type == "password" }) {
            guard !self.hasLoggedIn else {
                throw AuthorizationBrowserError(.loginFailed, "name or password was not taken", status: 200)
            }
            self.hasLoggedIn = true
            fields.append(FormField("username", self.userName))
            fields.append(FormField("password", self.password))
        } else if let input = form.inputs.first(where: { $0.name == "user_code" }) {
            fields.append(FormField("user_code", try self.code(in: input)))
            self.hasEnteredCode = true
        } else {
            fields += try self.decision(form)
            self.hasDecided = true
        }
        self.next = self.origin.request(.post, target: form.action)
        self.next.headerFields[.contentType] = "application/x-www-form-urlencoded"
        self.body = Array(FormEncoding.encode(fields).utf8)
    }

    private func code(in input: HTMLForm.Input) throws(AuthorizationBrowserError) -> String {
        guard case .device(let code) = self.task else {
            throw AuthorizationBrowserError(.notUnderstood, "the page asks for a code of a device", status: 200)
        }
        guard !self.hasEnteredCode else {
            throw AuthorizationBrowserError(.codeRefused, "the code was not taken", status: 200)
        }
        return code ?? input.value
    }

    private func decision(_ form: HTMLForm) throws(AuthorizationBrowserError) -> [FormField] {
        let offered = form.inputs.filter { $0.type == "checkbox" && $0.name == "scope" }.map(\.value)
        switch self.answer.choice {
        case .deny:
            return [FormField("decision", "deny")]
        case .allow(let chosen):
            for scope in chosen ?? [] where !offered.contains(scope) {
                throw AuthorizationBrowserError(.unknownScope, "the page does not offer the scope \(scope)")
            }
            return (chosen ?? offered).map { FormField("scope", $0) } + [FormField("decision", "allow")]
        }
    }
}
