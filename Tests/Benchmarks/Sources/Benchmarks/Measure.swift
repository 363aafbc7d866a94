import Foundation

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

/// What a run of `body` takes in nanoseconds of processor time, of all threads of this process, and how many times one of
/// `floor` that is.
///
/// They take turns, so that both see the same machine, and each is compared with its neighbour alone: the median of those
/// ratios does not mind that the machine is faster at some times than at others.
func processorNanoseconds(
    batches: Int = 101, _ body: () async throws -> Void, floor: () async throws -> Void
) async rethrows -> (body: Double, ratio: Double) {
    var samples: (body: [Double], ratio: [Double]) = ([], [])
    for _ in 0..<batches {
        var start = processorTime()
        try await floor()
        let bare = processorTime() - start
        start = processorTime()
        try await body()
        samples.body.append(processorTime() - start)
        samples.ratio.append(samples.body[samples.body.count - 1] / bare)
    }
    return (samples.body.sorted()[batches / 2], samples.ratio.sorted()[batches / 2])
}

/// The median processor time of a run of `body` in nanoseconds, and the median of how many times that of `floor` it is: each
/// batch is compared with the one just before it, since the machine changes from one to the next.
func processorRatio(
    batches: Int = 31, each count: Int, _ body: () async throws -> Void, floor: () async throws -> Void
) async rethrows -> (time: Double, ratio: Double) {
    var samples: (times: [Double], ratios: [Double]) = ([], [])
    for _ in 0..<batches {
        var start = processorTime()
        for _ in 0..<count { try await floor() }
        let floorTime = processorTime() - start
        start = processorTime()
        for _ in 0..<count { try await body() }
        let time = processorTime() - start
        samples.times.append(time / Double(count))
        samples.ratios.append(time / floorTime)
    }
    return (samples.times.sorted()[batches / 2], samples.ratios.sorted()[batches / 2])
}

private func processorTime() -> Double {
    var time = timespec()
    guard clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { fatalError("no clock for processor time") }
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
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
