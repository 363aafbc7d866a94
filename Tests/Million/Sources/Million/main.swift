import ConnectionsKit
import Foundation

// Alone it drives; with the name of a task it is a child of itself that does the task.
func file(_ words: ArraySlice<String>) throws -> FilledFile {
    guard let path = words.first, let grants = words.dropFirst().first.flatMap({ Int($0) }) else {
        throw Problem("a file and its number of grants are needed")
    }
    return FilledFile(population: Population(grants: grants), path: path)
}

func number(_ words: [String], _ index: Int) throws -> Int {
    guard index < words.count, let number = Int(words[index]) else { throw Problem("a number is missing") }
    return number
}

func drive(_ words: [String]) throws {
    let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("connectionskit-million-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Driver(options: try Options(words), folder: folder).run()
}

do {
    let words = Array(CommandLine.arguments.dropFirst())
    switch words.first {
    case "fill":
        let target = try file(words[1...])
        try await Filler(target.population, at: target.path, sealer: Sealing.writing("key-1")).fill()
    case "times":
        let times = QueryTimes(
            small: try file(words[1...]), large: try file(words[3...]), batches: try number(words, 5),
            coldCalls: try number(words, 6))
        try await times.report()
    case "memory": try await MemoryUse(file: try file(words[1...])).measure()
    case "maintain":
        try await MaintenanceRounds(
            file: try file(words[1...]), due: try number(words, 3), before: try number(words, 4)
        ).measure()
    case "rotate":
        guard words.count == 4, let scope = KeyRotation(rawValue: words[3]) else { throw Problem("which keys?") }
        try await Rotation(file: try file(words[1...]), scope: scope).run()
    case "refresh":
        try await Refreshing(
            file: try file(words[1...]), count: try number(words, 3), before: try number(words, 4)
        ).run()
    case "check": try await SecretCheck(file: try file(words[1...])).run()
    default: try drive(words)
    }
} catch {
    FileHandle.standardError.write(Data("error: \(error)\n".utf8))
    exit(1)
}
