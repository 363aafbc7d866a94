import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// A TCP socket on the loopback interface, with the few calls that the tests need.
struct Socket: Sendable {
    let descriptor: Int32

    /// A socket that listens on a free port of 127.0.0.1.
    static func listening() throws -> (socket: Socket, port: Int) {
        let socket = Socket(descriptor: Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe Glibc.bind(socket.descriptor, pointer, length) == 0
                    && Glibc.listen(socket.descriptor, 512) == 0
                    && getsockname(socket.descriptor, pointer, &length) == 0
            }
        }
        guard isListening else { throw POSIXError(.EADDRNOTAVAIL) }
        return (socket, Int(UInt16(bigEndian: address.sin_port)))
    }

    /// The next connection; `nil` when the socket was shut down.
    func accept() -> Socket? {
        let descriptor = Glibc.accept(self.descriptor, nil, nil)
        return descriptor < 0 ? nil : Socket(descriptor: descriptor)
    }

    /// The bytes that have come; none when the connection is over.
    func read() -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe recv(self.descriptor, $0.baseAddress, $0.count, 0) }
        return count > 0 ? Array(buffer[..<count]) : []
    }

    /// Sends all of `bytes`; `false` when the connection is over.
    func write(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe send(self.descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Ends the connection, and wakes who waits on the socket.
    func shutdown() {
        _ = Glibc.shutdown(self.descriptor, Int32(SHUT_RDWR))
    }

    /// Makes `close` send a reset.
    func discardOnClose() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        _ = unsafe setsockopt(
            self.descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
    }

    func close() {
        _ = Glibc.close(self.descriptor)
    }
}
