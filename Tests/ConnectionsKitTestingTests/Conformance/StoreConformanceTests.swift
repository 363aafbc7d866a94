import ConnectionsKit
import ConnectionsKitInMemory
import ConnectionsKitTesting
import Synchronization
import Testing

@Suite struct StoreConformanceTests {
    @Test(arguments: Plant.all)
    func `a planted fault is found at its own law, and nowhere that it does no harm`(_ plant: Plant) async throws {
        let touched = plant.also.union([plant.law])
        var failures: [ConformanceFailure] = []
        // Of the laws that it may break its own requirement counts alone.
        for requirement in StoreConformance.requirements
        where requirement.name == plant.requirement || !touched.contains(requirement.law) {
            do {
                try await requirement.check(against: plant.store)
            } catch let failure as ConformanceFailure {
                failures.append(failure)
            }
        }
        let own = failures.first { $0.requirement == plant.requirement }
        #expect(own?.law == plant.law, "the fault was not found where it is: \(failures)")
        #expect(Set(failures.map(\.law)).isSubset(of: touched), "\(failures)")
    }

    @Test func `every law has a requirement, and a fault that it finds`() {
        let laws = Set(StoreConformance.requirements.map(\.law))
        #expect(Set(Plant.all.map(\.law)) == laws)
    }

    /// A requirement that no store fails might ask for nothing.
    @Test func `every requirement finds a planted fault`() async throws {
        let idle = try await withThrowingTaskGroup(of: String?.self) { group in
            for requirement in StoreConformance.requirements {
                group.addTask { try await Plant.first(failing: requirement) == nil ? requirement.name : nil }
            }
            return try await group.reduce(into: []) { $0 += [$1].compactMap { $0 } }
        }
        #expect(idle == [], "\(idle.count) requirements find no fault")
    }

    @Test func `a store that keeps what it read is found once its storage is opened twice`() async throws {
        var failures: [ConformanceFailure] = []
        for requirement in StoreConformance.requirements(of: .visibility) {
            try await requirement.check { time in KeepsWhatItRead(InMemoryConnectionStore(time: time.source)) }
            let storage = Mutex<InMemoryConnectionStore?>(nil)
            do {
                try await requirement.check { time in
                    let store = InMemoryConnectionStore(time: time.source)
                    storage.withLock { $0 = store }
                    return KeepsWhatItRead(store)
                } another: { _ in
                    KeepsWhatItRead(try #require(storage.withLock { $0 }))
                }
            } catch let failure as ConformanceFailure {
                failures.append(failure)
            }
        }
        #expect(failures.map(\.law).first == .visibility)
    }

    @Test func `requirements can be taken law by law`() {
        let some = StoreConformance.requirements(of: .tenants, .audit)
        #expect(Set(some.map(\.law)) == [.tenants, .audit])
        let laws = Set(StoreConformance.requirements.map(\.law))
        #expect(
            laws.map { StoreConformance.requirements(of: $0).count }.reduce(0, +) == StoreConformance.requirements.count
        )
    }

    @Test func `requirements have names of their own`() {
        let names = StoreConformance.requirements.map(\.name)
        #expect(Set(names).count == names.count)
    }

    @Test func `a failure names the law, the requirement and what was seen`() async throws {
        let requirement = try #require(
            StoreConformance.requirements.first { $0.name == "a refresh leaves the revision" })
        await #expect {
            try await requirement.check { time in RevisesAlways(InMemoryConnectionStore(time: time.source)) }
        } throws: { error in
            let text = "\(error)"
            return ["the revision moves with statuses", requirement.name, "instead of"].allSatisfy(text.contains)
        }
    }

    @Test func `a failure is recorded at the adapter's own line, and at no other`() async throws {
        let requirement = try #require(
            StoreConformance.requirements.first { $0.name == "a refresh leaves the revision" })
        let recorded = Mutex<[SourceLocation?]>([])
        let line = #_sourceLocation.line + 2
        try await withKnownIssue {
            try await requirement.run { time in RevisesAlways(InMemoryConnectionStore(time: time.source)) }
        } matching: { issue in
            recorded.withLock { $0.append(issue.sourceLocation) }
            return issue.comments.contains { $0.rawValue.contains(requirement.name) }
        }
        #expect(recorded.withLock { $0.map(\.?.line) } == [line])
        #expect(recorded.withLock { $0.map(\.?.fileID) } == [#fileID])
    }

    @Test func `a store that cannot be made is the adapter's own failure`() async throws {
        let requirement = try #require(StoreConformance.requirements.first)
        let error = await #expect(throws: StoreError.self) {
            try await requirement.check { _ in throw StoreError(.unavailable, "no database here") }
        }
        #expect(error?.code == .unavailable)
    }

    @Test func `an error that no requirement asks for fails it`() async throws {
        let requirement = try #require(
            StoreConformance.requirements.first { $0.name == "a refresh leaves the revision" })
        let failure = await #expect(throws: ConformanceFailure.self) {
            try await requirement.check { time in
                let store = FaultingStore(InMemoryConnectionStore(time: time.source))
                store.failNext(.revision)
                return store
            }
        }
        #expect(failure?.message.contains("unavailable") == true)
    }
}
