import ArgumentParser

struct KeysCommand: AsyncParsableCommand { static let configuration = CommandConfiguration(commandName: "keys") }
struct RotateKeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "rotate-keys")
}
struct BackupCommand: AsyncParsableCommand { static let configuration = CommandConfiguration(commandName: "backup") }
struct DoctorCommand: AsyncParsableCommand { static let configuration = CommandConfiguration(commandName: "doctor") }
