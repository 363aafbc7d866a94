import HTTPTypes

/// A page for the user, whose texts are escaped where they are put in.
struct HTMLPage {
    var status: HTTPResponse.Status = .ok
    var title: String
    /// Markup; made with ``escape(_:)`` wherever it holds text.
    var content: String
    var allowed: String?

    /// A page that says why nothing can be done, and leads nowhere.
    static func refused(_ reason: String, status: HTTPResponse.Status = .badRequest) -> HTMLPage {
        HTMLPage(status: status, title: "Refused", content: "<p>\(Self.escape(reason))</p>")
    }

    /// The page for a form that this browser was not given, or that is too old.
    static let forged = HTMLPage.refused(
        "this form does not belong to an authorization of this browser; start again", status: .forbidden)

    /// The page after a person has decided about a device.
    static let deviceDone = HTMLPage(title: "Done", content: "<p>You can go back to your device.</p>")

    static func methodNotAllowed(allowed: String) -> HTMLPage {
        var page = HTMLPage.refused("use \(allowed)", status: .methodNotAllowed)
        page.allowed = allowed
        return page
    }

    /// Text as the content of an element or of an attribute in double quotes.
    static func escape(_ text: String) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}
