import ConnectionsKit

/// One value of a row.
enum Cell: Sendable, Hashable {
    case text(String)
    case number(Int)
    case flag(Bool)
    case moment(Timestamp)
    case texts([String])
    case none

    /// A text that may not be there.
    static func text(_ value: (some CustomStringConvertible)?) -> Cell { value.map { .text($0.description) } ?? .none }
    /// A moment that may not be there.
    static func moment(_ value: Timestamp?) -> Cell { value.map { Cell.moment($0) } ?? .none }

    /// What people read.
    var words: String {
        switch self {
        case .text(let text): text
        case .number(let number): grouped(number)
        case .flag(let flag): flag ? "yes" : "no"
        case .moment(let moment): moment.description
        case .texts(let texts): texts.joined(separator: ", ")
        case .none: "-"
        }
    }
}

extension Cell: Encodable {
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .number(let number): try container.encode(number)
        case .flag(let flag): try container.encode(flag)
        case .moment(let moment): try container.encode(moment.description)
        case .texts(let texts): try container.encode(texts)
        case .none: try container.encodeNil()
        }
    }
}
