import ConnectionsKit
import ConnectionsKitInMemory
import ConnectionsKitSQLite
import ConnectionsKitTesting
import Foundation
import Testing

/// Random histories of several actors, each step held against a model of the rules that is no part of the library.
@Suite struct HistoryTests {
    enum Backing: String, CaseIterable, Sendable {
        case memory, sqlite

        func store() async throws -> any ConnectionStore {
            switch self {
            case .memory: InMemoryConnectionStore()
            case .sqlite: try await SQLiteConnectionStore.inMemory()
            }
        }
    }

    /// The seeds of the histories, which are played over each store: a thousand, unless `CONNECTIONSKIT_HISTORIES` names
    /// others, such as `5000..<6000`.
    static let seeds: Range<UInt64> = {
        let bounds = ProcessInfo.processInfo.environment["CONNECTIONSKIT_HISTORIES"]?.split(separator: "..<")
        guard let bounds, bounds.count == 2, let first = UInt64(bounds[0]), let end = UInt64(bounds[1]), first < end
        else { return 0..<1_000 }
        return first..<end
    }()

    /// Steps of the developers, of the client, and of both, so that each history is dense.
    private static func script(
        _ length: Int, _ random: inout SeededGenerator
    ) -> [(HistoryPerson, HistoryStep)] {
        func any<Value>(_ values: Value...) -> Value { values[Int.random(in: 0..<values.count, using: &random)] }
        let console = Array(HistoryPerson.cast.prefix(3))
        let client = Array(HistoryPerson.cast.dropFirst(3))
        return (0..<length).map { _ in
            let name = any("books", "sheets")
            let step: HistoryStep =
                switch Int.random(in: 0..<19, using: &random) {
                case 0, 1: .enable(name, for: any("estate", "estate", "other"))
                case 2: .disable(name, for: any("estate", "other"))
                case 3: .refer(name, from: any("sale", "panel"))
                case 4: .unrefer(name, from: any("sale", "panel"))
                case 5: any(.publish("estate"), .publish("estate"), .publish("other"), .delete(name))
                case 6: .share
                case 7, 8: .install
                case 9: any(.uninstall, .authorizeTest(name))
                case 10: any(.authorizeTest(name), .revokeTest(name))
                case 11, 12: .authorize(name)
                case 13: any(.revoke(name), .pause(name), .resume(name), .resume(name))
                case 14: any(.deactivate("sue"), .deactivate("maria"), .reactivate("sue"), .reactivate("maria"))
                case 15: any(.remove("maria"), .reactivate("maria"), .reactivate("sue"))
                case 16: any(.block, .unblock, .unblock)
                default: .use(name)
                }
            // Now and then somebody tries what is not theirs.
            let isStray = Int.random(in: 0..<12, using: &random) == 0
            let people = isStray ? HistoryPerson.cast : step.isTheClients ? client : console
            var person = people[Int.random(in: 0..<people.count, using: &random)]
            if step == .install || step == .uninstall, !isStray { person = HistoryPerson.cast[3] }
            if step == .block || step == .unblock, !isStray { person = HistoryPerson.cast[0] }
            return (person, step)
        }
    }

    @Test(arguments: Backing.allCases, Self.seeds) func `every step of a history keeps to the rules`(
        _ backing: Backing, _ seed: UInt64
    ) async throws {
        var random = SeededGenerator(seed: seed)
        let actors = Int.random(in: 2...4, using: &random)
        let stage = try await HistoryStage(over: try await backing.store(), seed: seed)
        // A common beginning, so that there is something to quarrel about.
        let (olga, sue) = (HistoryPerson.cast[0], HistoryPerson.cast[3])
        await stage.play([
            [
                (olga, .enable("books", for: "estate")), (olga, .refer("books", from: "sale")),
                (olga, .enable("sheets", for: "estate")), (olga, .refer("sheets", from: "panel")),
                (olga, .publish("estate")), (olga, .share), (sue, .install), (sue, .authorize("books")),
            ].prefix(Int.random(in: 0...8, using: &random)).map { $0 }
        ])
        await stage.play((0..<actors).map { _ in Self.script(12, &random) })
        let findings = HistoryJudge(events: stage.events, commits: stage.steps.commits)
            .findings(from: HistoryStage.beginning)
        #expect(findings.first == nil)
        try await self.expectNothingSecretTravels(stage)
    }

    /// No release holds a grant, an account name or a token, and no record of the client's holds the developer's.
    private func expectNothingSecretTravels(_ stage: HistoryStage) async throws {
        let records = try await stage.world.observed.records()
        let grants = records.values.compactMap { Grant($0) }
        let made = grants.filter { $0.account == "maker" }
        for record in records.values {
            guard let release = Release(record) else { continue }
            let text = String(reflecting: release)
            for grant in grants {
                #expect(!text.contains(grant.id.description) && !text.contains(" Account "))
            }
        }
        for (owned, record) in records where owned.account == "acme" {
            let text = String(reflecting: record)
            for grant in made { #expect(!text.contains(grant.id.description), "\(owned.key)") }
        }
    }
}

extension HistoryStep {
    /// Whether it is the client's people who take it.
    fileprivate var isTheClients: Bool {
        switch self {
        case .install, .uninstall, .authorize, .revoke, .use, .pause, .resume, .deactivate, .reactivate, .remove: true
        default: false
        }
    }
}
