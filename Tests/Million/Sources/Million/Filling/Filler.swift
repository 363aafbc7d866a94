import ConnectionsKit
import ConnectionsKitSQLite

/// Fills a file with a population through the store's own commits: many grants to a change set, of many accounts in turns,
/// as they come over the years.
struct Filler {
    let population: Population
    let path: String
    private let sealer: any SecretSealer

    init(_ population: Population, at path: String, sealer: any SecretSealer) {
        self.population = population
        self.path = path
        self.sealer = sealer
    }

    /// How many grants a change set has at least, but for the last.
    private static let size = 4_000

    func fill() async throws {
        let store = try await SQLiteConnectionStore.open(at: self.path)
        let capture = LinkCapture(store)
        let system = ConnectionSystem(
            store: capture, catalogue: Catalogue([Member.connector]), sealer: self.sealer, providers: [])
        for member in self.population.members {
            try await DeveloperConsole(system).registerApplication("app-0", name: "Application 0", as: member.owner)
        }
        let link = capture.link
        let keys = try await self.makeDataKeys(store, link)
        let progress = Progress("filling with \(self.population.grants) grants", of: self.population.grants)
        // One is sealed while the one before is written.
        var written: Task<Void, any Error>?
        for batch in self.batches() {
            let changes = try self.changes(batch, keys)
            try await written?.value
            progress.add(batch.reduce(0) { $0 + $1.grants.count })
            written = Task { try await store.commit(changes, link: link) }
        }
        try await written?.value
        progress.finish()
    }

    /// Part of the grants of an account.
    private struct Chunk {
        let member: Member
        let grants: Range<Int>
    }

    private func batches() -> [[Chunk]] {
        var chunks: [Chunk] = []
        for member in self.population.members {
            // Whole groups, so that each connection is written with its grants.
            let size = max(3, member.grants / 10 / Member.group) * Member.group
            for first in stride(from: 0, to: member.grants, by: size) {
                chunks.append(Chunk(member: member, grants: first..<min(first + size, member.grants)))
            }
        }
        var numbers = Numbers(seed: 1)
        chunks.shuffle(using: &numbers)
        var batches: [[Chunk]] = [[]]
        var count = 0
        for chunk in chunks {
            if count >= Self.size {
                batches.append([])
                count = 0
            }
            batches[batches.count - 1].append(chunk)
            count += chunk.grants.count
        }
        return batches
    }

    /// Gives each account its first data key.
    private func makeDataKeys(
        _ store: SQLiteConnectionStore, _ link: @escaping AuditLink
    ) async throws -> [AccountID: any AccountKeys] {
        var changes = ChangeSet()
        var keys: [AccountID: any AccountKeys] = [:]
        for member in self.population.members {
            let id = member.dataKeyID()
            let key = DataKey(
                id: id, account: member.account,
                wrapped: try await self.sealer.makeDataKey(id, for: member.account), createdAt: member.createdAt)
            keys[member.account] = try await self.sealer.keys(for: member.account, from: [key])
            changes.insert(key)
        }
        try await store.commit(changes, link: link)
        return keys
    }

    private func changes(_ batch: [Chunk], _ keys: [AccountID: any AccountKeys]) throws -> ChangeSet {
        var changes = ChangeSet()
        for chunk in batch {
            guard let keys = keys[chunk.member.account] else { throw Problem("an account has no data key") }
            try self.add(chunk, to: &changes, keys)
        }
        return changes
    }

    private func add(_ chunk: Chunk, to changes: inout ChangeSet, _ keys: any AccountKeys) throws {
        let member = chunk.member
        if chunk.grants.lowerBound == 0 {
            changes.insert(try member.credentialSet(keys))
            for index in 0..<member.applications {
                if index > 0 { changes.insert(member.application(index)) }
                if member.side == .client { changes.insert(member.installation(index)) }
            }
        }
        let connections =
            member.connection(
                ofGrant: chunk.grants.lowerBound)...member.connection(ofGrant: chunk.grants.upperBound - 1)
        for index in connections {
            changes.insert(member.connection(index))
            changes.insert(member.reference(to: index))
        }
        // In the order of their identifiers, which is kind to the indexes of a large account.
        let ordered = chunk.grants.map { (member.grantID($0), $0) }.sorted { $0.0 < $1.0 }
        for (_, index) in ordered {
            changes.insert(member.grant(index))
            let dueAt = self.population.dueAt(ofGrant: member.first + index)
            changes.insert(try member.tokens(ofGrant: index, dueAt: dueAt, keys))
            changes.insert(member.slot(ofGrant: index))
            changes.record(member.authorizing(index))
        }
    }
}
