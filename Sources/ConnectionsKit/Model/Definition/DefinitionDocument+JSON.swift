#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension DefinitionDocument {
    /// Reads a document from JSON.
    ///
    /// - Parameter json: the text.
    /// - Throws: ``InvalidInput`` with the path of the field that is missing, unknown or not acceptable, such as
    ///   `connections[0].kind`; nothing that is not understood is passed over.
    public init(json: String) throws(InvalidInput) {
        do {
            self = try JSONDecoder().decode(DefinitionDocument.self, from: Data(json.utf8))
        } catch let error as DecodingError {
            throw InvalidInput(error)
        } catch {
            throw InvalidInput(field: "document", problem: "it cannot be read: \(error)", remedy: InvalidInput.advice)
        }
    }

    /// The document as JSON: indented, its fields, connections, scopes and places sorted, with a newline at the end.
    ///
    /// - Throws: ``InvalidInput`` when it cannot be written.
    public func json() throws(InvalidInput) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        } catch {
            throw InvalidInput(
                field: "document", problem: "it cannot be written: \(error)", remedy: InvalidInput.advice)
        }
    }
}

extension InvalidInput {
    fileprivate static let advice = "Compare it with Documentation/definitions.schema.json"

    fileprivate init(_ error: DecodingError) {
        let (path, problem): ([any CodingKey], String) =
            switch error {
            case .keyNotFound(let key, let context): (context.codingPath + [key], "it is missing")
            case .valueNotFound(_, let context): (context.codingPath, "it must not be null")
            case .typeMismatch(let type, let context): (context.codingPath, "it must be \(Self.word(for: type))")
            case .dataCorrupted(let context): (context.codingPath, context.debugDescription)
            @unknown default: ([], "it cannot be read")
            }
        var field = ""
        for key in path {
            if let index = key.intValue {
                field += "[\(index)]"
            } else {
                field += (field.isEmpty ? "" : ".") + key.stringValue
            }
        }
        // Not all texts of the decoder end alike.
        let sentence = problem.last == "." ? String(problem.dropLast()) : problem
        self.init(field: field.isEmpty ? "document" : field, problem: sentence, remedy: Self.advice)
    }

    private static func word(for type: any Any.Type) -> String {
        switch type {
        case is String.Type: "text"
        case is Bool.Type: "true or false"
        case is Int.Type: "a whole number"
        case is [String: Any].Type: "an object"
        case is any Collection.Type: "a list"
        default: "an object"
        }
    }
}
