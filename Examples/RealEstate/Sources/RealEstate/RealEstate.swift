import ConnectionsKit
import Foundation

/// The seed of the library as a play: a developer, an application for real estate, two clients, and three services.
@main
enum RealEstate {
    static func main() async {
        do {
            let arguments = try Arguments(CommandLine.arguments.dropFirst())
            if arguments.wantsHelp {
                print(Arguments.help)
                return
            }
            exit(try await self.play(arguments) ? 0 : 1)
        } catch {
            FileHandle.standardError.write(Data("RealEstate: \(error)\n".utf8))
            exit(2)
        }
    }

    /// Plays the story, or on a database that has been played before its sequel.
    private static func play(_ arguments: Arguments) async throws -> Bool {
        let stage = try Stage(database: arguments.database)
        defer { stage.clear() }
        let platform = try await Platform.open(on: stage)
        let story = Story()
        do {
            if stage.isReopened {
                try await Sequel(platform, story).play()
            } else {
                try await FirstRun(platform, story).play()
            }
        } catch {
            story.fail("the story breaks off: \(error)")
        }
        try await platform.close()
        return story.finish()
    }
}
