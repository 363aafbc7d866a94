/// A place of an application that uses a connection.
public struct Place: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The kind of place.
    public let kind: Kind
    /// The component: the form, the function, the page or the action; 1 to 100 characters.
    public let component: String
    /// What narrows it within the component: the event or the panel; at most 100 characters.
    public let detail: String?

    private init(_ kind: Kind, _ component: String, _ detail: String? = nil) {
        self.kind = kind
        self.component = component
        self.detail = detail
    }

    // By bytes, as stores compare: text is equal by canonical equivalence, under which two spellings of one accent are one.
    public static func == (left: Place, right: Place) -> Bool {
        left.kind == right.kind && left.component.utf8.elementsEqual(right.component.utf8)
            && (left.detail == nil) == (right.detail == nil)
            && (left.detail ?? "").utf8.elementsEqual((right.detail ?? "").utf8)
    }

    /// An SMS action.
    public static func smsAction(_ name: String) -> Place { Place(.smsAction, name) }
    /// The integrations action of a form's workflow, which pushes data to a service on an event.
    public static func formWorkflow(_ form: String, event: String) -> Place { Place(.formWorkflow, form, event) }
    /// An integration task of a script.
    public static func integrationTask(_ function: String) -> Place { Place(.integrationTask, function) }
    /// An `invokeURL` task of a script.
    public static func invokeURL(_ function: String) -> Place { Place(.invokeURL, function) }
    /// A panel of a page.
    public static func pagePanel(_ page: String, panel: String) -> Place { Place(.pagePanel, page, panel) }

    /// The five kinds of place.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// An SMS action.
        case smsAction
        /// The integrations action of a form's workflow.
        case formWorkflow
        /// An integration task.
        case integrationTask
        /// An `invokeURL` task.
        case invokeURL
        /// A panel of a page.
        case pagePanel

        /// The kind in words.
        public var title: String {
            switch self {
            case .smsAction: "SMS action"
            case .formWorkflow: "form workflow"
            case .integrationTask: "integration task"
            case .invokeURL: "invokeURL task"
            case .pagePanel: "page panel"
            }
        }
    }

    /// The place in words, such as `form workflow "sale" on sold`.
    public var description: String {
        let base = "\(self.kind.title) \"\(self.component)\""
        guard let detail = self.detail else { return base }
        return self.kind == .formWorkflow ? "\(base) on \(detail)" : "\(base), panel \"\(detail)\""
    }

    package func validate() throws(InvalidInput) {
        for (field, text) in [("place.component", self.component), ("place.detail", self.detail ?? "-")] {
            let isClean = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
            guard (1...100).contains(text.count), isClean else {
                throw InvalidInput(
                    field: field, problem: "empty, longer than 100 characters, or with control characters",
                    remedy: "Name the component with 1 to 100 printable characters")
            }
        }
    }
}
