import CSQLite
import Synchronization

/// Counts how often SQLite makes the system write a file to the disk, by the file's path.
///
/// It is SQLite's own access to files, in which the method that synchronizes counts before it does its work; the whole
/// process uses it from the first counter on, and notices nothing else.
struct SyncCounter {
    /// The path of a database.
    let path: String

    init(_ path: String) throws {
        guard case .some = Self.isInstalled else { throw NotInstalled() }
        self.path = path
    }

    private struct NotInstalled: Error {}

    /// Of the log and of the database itself, since the last call.
    func take() -> (log: Int, file: Int) {
        syncCounts.withLock { counts in
            (counts.removeValue(forKey: "\(self.path)-wal") ?? 0, counts.removeValue(forKey: self.path) ?? 0)
        }
    }

    private static let isInstalled: Void? = {
        guard let system = unsafe sqlite3_vfs_find(nil) else { return nil }
        let counting = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        unsafe counting.initialize(to: system.pointee)
        unsafe counting.pointee.pAppData = UnsafeMutableRawPointer(system)
        unsafe counting.pointee.xOpen = openCounted
        return unsafe sqlite3_vfs_register(counting, 1) == SQLITE_OK ? () : nil
    }()
}

private let syncCounts = Mutex<[String: Int]>([:])
/// The paths of the open files by the addresses of their handles.
private let openPaths = Mutex<[UInt: String]>([:])
/// The address of the system's own method.
private let systemSync = Mutex<UInt>(0)

private func openCounted(
    _ counting: UnsafeMutablePointer<sqlite3_vfs>?, _ name: UnsafePointer<CChar>?,
    _ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32, _ outFlags: UnsafeMutablePointer<Int32>?
) -> Int32 {
    guard let counting = unsafe counting, let file = unsafe file,
        let system = unsafe counting.pointee.pAppData?.assumingMemoryBound(to: sqlite3_vfs.self)
    else { return SQLITE_CANTOPEN }
    let code = unsafe system.pointee.xOpen(system, name, file, flags, outFlags)
    guard code == SQLITE_OK, let name = unsafe name, let methods = unsafe file.pointee.pMethods else { return code }
    openPaths.withLock { paths in unsafe paths[UInt(bitPattern: file)] = String(cString: name) }
    systemSync.withLock { unsafe $0 = UInt(bitPattern: unsafeBitCast(methods.pointee.xSync, to: Int.self)) }
    // Never freed: a process has few files.
    let counted = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
    unsafe counted.initialize(to: methods.pointee)
    unsafe counted.pointee.xSync = syncCounted
    unsafe file.pointee.pMethods = UnsafePointer(counted)
    return code
}

private func syncCounted(_ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32) -> Int32 {
    typealias Sync = @convention(c) (UnsafeMutablePointer<sqlite3_file>?, Int32) -> Int32
    let path = openPaths.withLock { $0[UInt(bitPattern: file)] }
    if let path { syncCounts.withLock { $0[path, default: 0] += 1 } }
    let address = systemSync.withLock { $0 }
    let sync = unsafe unsafeBitCast(address, to: Sync.self)
    return unsafe sync(file, flags)
}
