/// The median time of one run of `body` in nanoseconds, over batches that take a while each.
func nanoseconds(batches: Int = 15, each count: Int, _ body: () async throws -> Void) async rethrows -> Double {
    let clock = ContinuousClock()
    var samples: [Double] = []
    for _ in 0..<batches {
        let start = clock.now
        for _ in 0..<count { try await body() }
        let (seconds, attoseconds) = (clock.now - start).components
        samples.append((Double(seconds) * 1e9 + Double(attoseconds) / 1e9) / Double(count))
    }
    return samples.sorted()[batches / 2]
}

/// One line of the report: the name, the value, its unit, and how many times the floor it is.
func report(_ name: String, _ value: Double, _ unit: String, floor: Double, _ floorName: String) {
    func rounded(_ value: Double) -> String {
        let scaled = (value * 100).rounded() / 100
        return value >= 100 ? "\(Int(value.rounded()))" : "\(scaled)"
    }
    let label = name + String(repeating: " ", count: max(1, 50 - name.count))
    print("\(label)\(rounded(value)) \(unit)  \(rounded(value / floor))×\(floorName)")
}
