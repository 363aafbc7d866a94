import ConnectionsKit
import Foundation

/// The times of every question at two files, asked in turns, so that both see the same machine.
struct QueryTimes {
    let small: FilledFile
    let large: FilledFile
    /// How many batches of how many calls.
    let batches: Int
    private let calls = 32
    /// How many calls with empty caches.
    let coldCalls: Int

    /// The medians of one question.
    struct Figure {
        var name: String
        /// How many records were found by a call.
        var found: Int
        /// Microseconds of processor time, where the same records are asked for again and again.
        var warm: Pair
        /// Microseconds of processor time, where each call asks for another record somewhere in the file, which the kernel has in memory.
        var scattered: Pair
        /// Microseconds with nothing in the cache of SQLite nor in that of the kernel.
        var cold: Pair
        /// How many pages of the file were read then.
        var pages: Pair
    }

    struct Pair {
        var small = 0.0
        var large = 0.0
        var ratio: Double { self.large / self.small }
    }

    func measure() async throws -> [Figure] {
        let files = [self.small, self.large]
        for file in files { try PageCache.remember(file.path) }
        let targets = [try await self.small.open(), try await self.large.open()]
        var figures: [Figure] = []
        var asks: [[Question.Ask]] = []
        for question in Question.all {
            var both: [Question.Ask] = []
            for target in targets { both.append(try await question.prepare(target)) }
            // So few that all they touch is in the cache, and so many that none is.
            let (found, warm) = try await self.times(question.name, targets, both, over: 128)
            let (_, scattered) = try await self.times(question.name, targets, both, over: .max)
            figures.append(
                Figure(name: question.name, found: found, warm: warm, scattered: scattered, cold: Pair(), pages: Pair())
            )
            asks.append(both)
        }
        for index in figures.indices {
            (figures[index].cold, figures[index].pages) = try await self.cold(files, asks[index])
        }
        return figures
    }

    private func times(
        _ name: String, _ targets: [Target], _ asks: [Question.Ask], over records: Int
    ) async throws -> (found: Int, Pair) {
        var samples: [[Double]] = [[], []]
        var found = [0, 0]
        let firstBatches = 4
        for batch in 0..<(self.batches + firstBatches) {
            for file in 0..<2 {
                var count = 0
                let start = processorSeconds()
                for call in 0..<self.calls {
                    count += try await asks[file](targets[file], (batch * self.calls + call) % records)
                }
                let time = (processorSeconds() - start) * 1e6 / Double(self.calls)
                found[file] += count
                // The first ones warm the caches up.
                if batch >= firstBatches { samples[file].append(time) }
            }
        }
        try require(found[0] > 0 && found[0] == found[1], "\(name): found \(found[0]) and \(found[1])")
        return (
            found[0] / (self.batches + firstBatches) / self.calls,
            Pair(small: samples[0].median, large: samples[1].median)
        )
    }

    private func cold(_ files: [FilledFile], _ asks: [Question.Ask]) async throws -> (time: Pair, pages: Pair) {
        var times: [[Double]] = [[], []]
        var pages: [[Double]] = [[], []]
        for turn in 0..<self.coldCalls {
            for (file, ask) in asks.enumerated() {
                let target = try await files[file].open()
                // Reads the schema and the root of the tree of accounts.
                _ = try await target.store.revision(of: "nobody")
                try PageCache.forget(files[file].path)
                let (before, start) = (try PageCache.bytesRead(), ContinuousClock.now)
                _ = try await ask(target, turn * 131 + 7)
                times[file].append((ContinuousClock.now - start).seconds * 1e6)
                pages[file].append(Double(try PageCache.bytesRead() - before) / 4_096)
            }
        }
        return (
            Pair(small: times[0].median, large: times[1].median), Pair(small: pages[0].median, large: pages[1].median)
        )
    }
}

extension [Double] {
    var median: Double { self.sorted()[self.count / 2] }
}

/// The processor time that this process has taken: what others do meanwhile is not in it.
private func processorSeconds() -> Double {
    var time = timespec()
    guard clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { fatalError("no clock for processor time") }
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
