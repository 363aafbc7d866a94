/// What was found wrong.
struct Problem: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Refuses what should not be.
func require(_ holds: Bool, _ otherwise: @autoclosure () throws -> String) throws {
    guard holds else { throw Problem(try otherwise()) }
}
