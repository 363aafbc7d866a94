import Foundation

/// The clock that all processes of this machine share.
public enum WallClock {
    /// Milliseconds since 1970.
    public static var milliseconds: Int64 { Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down)) }

    /// Holds this thread up.
    public static func sleep(milliseconds: Double) {
        if milliseconds > 0 { usleep(UInt32(milliseconds * 1_000)) }
    }
}
