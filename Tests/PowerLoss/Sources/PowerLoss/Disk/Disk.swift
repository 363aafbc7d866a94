import Foundation
import Shared

/// A disk with a volatile cache: what was written is kept apart from what is there for good.
struct Disk {
    /// A file's content, which its name leads to.
    struct Content {
        var durable = Data()
        /// What was done since the last sync, in order.
        var pending: [Change] = []
    }

    enum Change {
        case write(at: Int, Data)
        case truncate(to: Int)
    }

    /// A change of the folder: a name leads to a content, or nowhere.
    struct Naming {
        var name: String
        var content: Int?
    }

    private(set) var contents: [Content] = []
    /// Which names there are for good.
    private(set) var durableNames: [String: Int] = [:]
    /// What was done to the folder since its last sync, in order.
    private(set) var pendingNames: [Naming] = []
    private var names: [String: Int] = [:]

    /// A disk that holds these files, and nothing else, for good.
    init(_ files: [String: Data] = [:]) {
        for (name, bytes) in files {
            self.names[name] = self.contents.count
            self.contents.append(Content(durable: bytes))
        }
        self.durableNames = self.names
    }

    mutating func apply(_ call: Call) throws {
        switch call {
        case .create(let name):
            if self.names[name] != nil { return }
            self.rename(name, to: self.contents.count)
            self.contents.append(Content())
        case .delete(let name): self.rename(name, to: nil)
        case .write(let name, let offset, let bytes):
            self.contents[try self.content(name)].pending.append(.write(at: offset, bytes))
        case .truncate(let name, let size):
            self.contents[try self.content(name)].pending.append(.truncate(to: size))
        case .sync(let name):
            let index = try self.content(name)
            for change in self.contents[index].pending { self.contents[index].durable.apply(change) }
            self.contents[index].pending = []
        case .syncFolder:
            self.durableNames = self.names
            self.pendingNames = []
        case .mark: break
        }
    }

    private mutating func rename(_ name: String, to content: Int?) {
        self.names[name] = content
        self.pendingNames.append(Naming(name: name, content: content))
    }

    private func content(_ name: String) throws -> Int {
        guard let index = self.names[name] else { throw Problem("\(name) is written and is not there") }
        return index
    }
}

extension Data {
    /// Changes the bytes; what grows without being written is `fill`.
    mutating func apply(_ change: Disk.Change, fill: () -> UInt8 = { 0 }) {
        switch change {
        case .write(let offset, let bytes):
            self.grow(to: offset, fill)
            let end = Swift.min(offset + bytes.count, self.count)
            self.replaceSubrange(offset..<end, with: bytes)
        case .truncate(let size):
            if size < self.count { self.removeSubrange(size...) } else { self.grow(to: size, fill) }
        }
    }

    mutating func grow(to size: Int, _ fill: () -> UInt8 = { 0 }) {
        while self.count < size { self.append(fill()) }
    }
}
