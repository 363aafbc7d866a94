import ArgumentParser

struct KeysCommand: AsyncParsableCommand { static let configuration = CommandConfiguration(commandName: "keys") }
struct RotateKeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "rotate-keys")
}
