import Foundation

/// The inputs that are kept for a parser: the examples of the standards, and oddities of services.
struct Corpus {
    /// The inputs by the names of their files, in the order of these.
    let inputs: [(name: String, bytes: [UInt8])]

    private static let folder = URL(filePath: #filePath).appending(path: "../../../Fuzzing/Corpora").standardized

    /// The names of the corpora that there are.
    static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: self.folder.path()).sorted()
    }

    /// Reads the corpus of `parser`.
    init(of parser: FuzzedParser) throws {
        let folder = Self.folder.appending(path: parser.rawValue)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
        self.inputs = try names.map { name in
            (name, [UInt8](try Data(contentsOf: folder.appending(path: name))))
        }
    }
}
