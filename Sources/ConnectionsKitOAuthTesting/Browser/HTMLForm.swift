/// The first form of a page, as far as a visit needs it.
struct HTMLForm {
    struct Input {
        let type: String
        let name: String
        let value: String
    }

    let action: String
    let inputs: [Input]

    /// Reads the form out of a page; `nil` when it has none.
    init?(_ page: String) {
        let tags = Self.tags(of: page)
        guard let start = tags.firstIndex(where: { $0.name == "form" }), let action = tags[start].attributes["action"]
        else { return nil }
        self.action = action
        self.inputs = tags[start...].prefix { $0.name != "/form" }.filter { $0.name == "input" }.map {
            Input(
                type: $0.attributes["type"] ?? "text", name: $0.attributes["name"] ?? "",
                value: $0.attributes["value"] ?? "")
        }
    }

    /// The text of the page's paragraphs, without markup.
    static func words(of page: String) -> String {
        page.split(separator: "<p").dropFirst().map { paragraph in
            let content = paragraph.drop { $0 != ">" }.dropFirst().prefix { $0 != "<" }
            return self.unescape(content)
        }.joined(separator: " ")
    }

    private struct Tag {
        let name: String
        var attributes: [String: String] = [:]
    }

    private static func tags(of page: String) -> [Tag] {
        var tags: [Tag] = []
        var rest = page[...]
        while let start = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: start)...]
            // Our pages escape `>` in attributes, so the first one ends the tag.
            let inside = rest.prefix { $0 != ">" }
            rest = rest[inside.endIndex...]
            var tag = Tag(name: inside.prefix { !$0.isWhitespace }.lowercased())
            var attributes = inside.drop { !$0.isWhitespace }.drop { $0.isWhitespace }
            while !attributes.isEmpty {
                let name = attributes.prefix { !$0.isWhitespace && $0 != "=" }
                attributes = attributes[name.endIndex...]
                var value = ""
                if attributes.hasPrefix("=\"") {
                    let quoted = attributes.dropFirst(2).prefix { $0 != "\"" }
                    value = self.unescape(quoted)
                    attributes = attributes[quoted.endIndex...].dropFirst()
                } else if attributes.hasPrefix("=") {
                    let bare = attributes.dropFirst().prefix { !$0.isWhitespace }
                    value = self.unescape(bare)
                    attributes = attributes[bare.endIndex...]
                }
                tag.attributes[name.lowercased()] = value
                attributes = attributes.drop { $0.isWhitespace }
            }
            tags.append(tag)
        }
        return tags
    }

    private static let entities: [(name: String, character: Character)] = [
        ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
    ]

    private static func unescape(_ text: Substring) -> String {
        var plain = ""
        var rest = text
        while let character = rest.first {
            if character == "&", let entity = self.entities.first(where: { rest.hasPrefix($0.name) }) {
                plain.append(entity.character)
                rest = rest.dropFirst(entity.name.count)
            } else {
                plain.append(character)
                rest = rest.dropFirst()
            }
        }
        return plain
    }
}
