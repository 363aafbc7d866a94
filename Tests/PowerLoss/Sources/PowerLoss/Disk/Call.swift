import CPowerLoss
import Foundation
import Shared

/// One thing that SQLite asked of the disk, on a file with this name.
enum Call: Codable, Sendable {
    case create(String)
    case delete(String)
    case write(String, at: Int, Data)
    case truncate(String, to: Int)
    case sync(String)
    case syncFolder
    /// A promise that was made to somebody.
    case mark(Int64)

    /// What has been recorded.
    static func recorded() throws -> [Call] {
        power_stop()
        return try (0..<power_count()).map { try Call(power_call_at($0).pointee) }
    }

    private init(_ call: power_call) throws {
        let name = String(cString: call.name)
        switch call.kind {
        case POWER_CREATE: self = .create(name)
        case POWER_DELETE: self = .delete(name)
        case POWER_WRITE: self = .write(name, at: Int(call.offset), Data(bytes: call.bytes, count: call.length))
        case POWER_TRUNCATE: self = .truncate(name, to: Int(call.offset))
        case POWER_SYNC: self = .sync(name)
        case POWER_SYNC_FOLDER: self = .syncFolder
        case POWER_MARK: self = .mark(call.offset)
        default: throw Problem("a call of an unknown kind")
        }
    }
}

extension Call: CustomStringConvertible {
    var description: String {
        switch self {
        case .create(let name): "create \(name)"
        case .delete(let name): "delete \(name)"
        case .write(let name, let offset, let bytes): "write \(bytes.count) bytes at \(offset) of \(name)"
        case .truncate(let name, let size): "truncate \(name) to \(size)"
        case .sync(let name): "sync \(name)"
        case .syncFolder: "sync the folder"
        case .mark(let number): "promise \(number)"
        }
    }
}
