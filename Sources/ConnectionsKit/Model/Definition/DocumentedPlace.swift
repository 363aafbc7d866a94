/// A place as it stands in a document: its kind, its component and, for two of the kinds, what narrows it.
struct DocumentedPlace: Codable, Comparable {
    var place: Place

    init(place: Place) {
        self.place = place
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.strictContainer(["kind", "component", "detail"])
        let kind = try container.decode(String.self, forKey: "kind")
        let component = try container.decode(String.self, forKey: "component")
        switch Place.Kind(rawValue: kind) {
        case .some(.formWorkflow):
            self.place = .formWorkflow(component, event: try container.decode(String.self, forKey: "detail"))
        case .some(.pagePanel):
            self.place = .pagePanel(component, panel: try container.decode(String.self, forKey: "detail"))
        case .some(.smsAction): self.place = .smsAction(component)
        case .some(.integrationTask): self.place = .integrationTask(component)
        case .some(.invokeURL): self.place = .invokeURL(component)
        case .none:
            let kinds = Place.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw container.refusal("kind", "\"\(kind)\" is not a kind of place; the kinds are \(kinds)")
        }
        if self.place.detail == nil, container.contains("detail") {
            throw container.refusal("detail", "a place of the kind \"\(kind)\" has none")
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: FieldName.self)
        try container.encode(self.place.kind.rawValue, forKey: "kind")
        try container.encode(self.place.component, forKey: "component")
        try container.encodeIfPresent(self.place.detail, forKey: "detail")
    }

    static func < (left: DocumentedPlace, right: DocumentedPlace) -> Bool {
        let (one, other) = (left.place, right.place)
        let first = [one.kind.rawValue, one.component, one.detail ?? ""]
        let second = [other.kind.rawValue, other.component, other.detail ?? ""]
        for (part, counterpart) in zip(first, second) where !part.utf8.elementsEqual(counterpart.utf8) {
            return part.utf8.lexicographicallyPrecedes(counterpart.utf8)
        }
        return false
    }
}
