import Foundation

/// TCP on 127.0.0.1.
public enum Loopback {
    /// Listens on a free port.
    public static func listen() throws -> (descriptor: Int32, port: Int) {
        let descriptor = try self.socket()
        var address = self.address(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, length) == 0 && Foundation.listen(descriptor, 512) == 0
                    && getsockname(descriptor, pointer, &length) == 0
            }
        }
        guard isListening else { throw Problem("cannot listen on 127.0.0.1: \(String(cString: strerror(errno)))") }
        return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
    }

    /// Connects to a port.
    ///
    /// - Throws: ``Problem`` when nobody listens there: nothing was sent then.
    public static func connect(port: Int) throws -> LineChannel {
        let descriptor = try self.socket()
        var address = self.address(port: UInt16(port))
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                Foundation.connect(descriptor, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else {
            close(descriptor)
            throw Problem("cannot connect to port \(port)")
        }
        return LineChannel(socket: descriptor)
    }

    private static func socket() throws -> Int32 {
        // Not for the processes that are started later.
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = Foundation.socket(AF_INET, kind, 0)
        guard descriptor >= 0 else { throw Problem("no socket: \(String(cString: strerror(errno)))") }
        return descriptor
    }

    private static func address(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}
