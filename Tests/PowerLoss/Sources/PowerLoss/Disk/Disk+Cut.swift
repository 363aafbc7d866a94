import ConnectionsKitTesting
import Foundation

/// What becomes of what was not synced when the power is cut.
enum Loss: String, CaseIterable, Codable, Sendable {
    /// All of it is lost.
    case everything
    /// None of it is lost: a machine that stops and not its disk.
    case nothing
    /// It had reached the disk in its order up to some point, in the middle of a write.
    case tail
    /// Each sector is lost or not, so that a later write may be there without an earlier one.
    case scattered
    /// As scattered; what a file grew by and was lost is there as bytes of anything.
    case garbage
}

extension Disk {
    /// The unit in which a disk writes; within it, a write may stop halfway.
    private static let sector = 512

    /// The files that are there after a cut.
    func files(after loss: Loss, using generator: inout SeededGenerator) -> [String: Data] {
        var names = self.durableNames
        // The changes of a folder reach a disk in their order.
        let kept: Int =
            switch loss {
            case .everything: 0
            case .nothing: self.pendingNames.count
            case .tail, .scattered, .garbage: Int.random(in: 0...self.pendingNames.count, using: &generator)
            }
        for naming in self.pendingNames[..<kept] { names[naming.name] = naming.content }
        var files: [String: Data] = [:]
        for (name, index) in names.sorted(by: { $0.key < $1.key }) {
            files[name] = self.contents[index].bytes(after: loss, sector: Self.sector, using: &generator)
        }
        return files
    }
}

extension Disk.Content {
    fileprivate func bytes(after loss: Loss, sector: Int, using generator: inout SeededGenerator) -> Data {
        var bytes = self.durable
        switch loss {
        case .everything: break
        case .nothing: for change in self.pending { bytes.apply(change) }
        case .tail:
            let whole = Int.random(in: 0...self.pending.count, using: &generator)
            for change in self.pending[..<whole] { bytes.apply(change) }
            if whole < self.pending.count, case .write(let offset, let written) = self.pending[whole] {
                bytes.apply(.write(at: offset, written.prefix(Int.random(in: 0...written.count, using: &generator))))
            }
        case .scattered, .garbage:
            // Some cuts lose nearly all, some nearly nothing.
            let odds = Double.random(in: 0...1, using: &generator)
            for change in self.pending {
                switch change {
                case .truncate: if Bool.random(using: &generator) { bytes.apply(change) }
                case .write(let offset, let written):
                    bytes.scatter(written, at: offset, sector, odds, growsByAnything: loss == .garbage, &generator)
                }
            }
        }
        return bytes
    }
}

extension Data {
    /// Writes some of the sectors, and of some of these only a part.
    fileprivate mutating func scatter(
        _ written: Data, at offset: Int, _ sector: Int, _ odds: Double, growsByAnything: Bool,
        _ generator: inout SeededGenerator
    ) {
        let written = [UInt8](written)
        var start = offset
        while start < offset + written.count {
            let end = Swift.min((start / sector + 1) * sector, offset + written.count)
            defer { start = end }
            guard Double.random(in: 0..<1, using: &generator) < odds else {
                if growsByAnything, Bool.random(using: &generator) {
                    self.grow(to: end) { .random(in: 0...255, using: &generator) }
                }
                continue
            }
            var part = start..<end
            if Int.random(in: 0..<8, using: &generator) == 0 {
                let middle = Int.random(in: part, using: &generator)
                part = Bool.random(using: &generator) ? start..<middle : middle..<end
            }
            let bytes = Data(written[(part.lowerBound - offset)..<(part.upperBound - offset)])
            self.apply(.write(at: part.lowerBound, bytes)) {
                growsByAnything ? .random(in: 0...255, using: &generator) : 0
            }
        }
    }
}
