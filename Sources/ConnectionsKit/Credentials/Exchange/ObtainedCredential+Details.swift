extension ObtainedCredential {
    /// How many details of an account are kept.
    package static let maximumDetails = 20

    /// How many bytes a detail may have.
    package static let longestDetail = 2_048

    /// Whether a text may be kept as a detail: 1 to 2,048 bytes without control characters.
    package static func isAcceptable(detail text: String) -> Bool {
        (1...self.longestDetail).contains(text.utf8.count)
            && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
    }
}
