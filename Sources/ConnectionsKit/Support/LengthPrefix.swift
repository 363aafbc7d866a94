extension Collection<UInt8> {
    /// The bytes after their number in four bytes, so that parts which are joined cannot be mistaken for others.
    package var lengthPrefixed: [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: self.count >> (24 - 8 * $0)) } + self
    }
}
