import ConnectionsKit
import Foundation

/// Where a list goes on, as the text that `--after` takes: an account, and a place within it.
struct ListPlace: Sendable, Hashable, Codable {
    /// The account to go on with.
    var account: String
    /// The place within it; `nil` for its beginning.
    var cursor: String?

    init(account: AccountID, cursor: Cursor?) {
        self.account = account.text
        self.cursor = cursor?.text
    }

    /// Reads a place, or nothing when the text is none.
    init?(_ text: String) {
        let standard = text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
        let padding = String(repeating: "=", count: (4 - standard.count % 4) % 4)
        guard let data = Data(base64Encoded: String(standard) + padding),
            let place = try? JSONDecoder().decode(ListPlace.self, from: data)
        else { return nil }
        self = place
    }

    /// The place as one word.
    func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let base64 = try encoder.encode(self).base64EncodedString()
        return String(base64.compactMap { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 == "=" ? nil : $0 })
    }
}
