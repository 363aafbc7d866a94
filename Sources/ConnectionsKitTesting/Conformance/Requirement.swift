public import Testing

extension StoreConformance {
    /// One thing that a store must do.
    public struct Requirement: Sendable, CustomStringConvertible, CustomTestStringConvertible {
        /// The law that it belongs to.
        public let law: Law
        /// What must hold, as a sentence.
        public let name: String
        private let body: @Sendable (Trial) async throws -> Void

        init(_ law: Law, _ name: String, _ body: @escaping @Sendable (Trial) async throws -> Void) {
            self.law = law
            self.name = name
            self.body = body
        }

        /// Checks the requirement and records an issue at the caller's line when it does not hold.
        ///
        /// ```swift
        /// try await requirement.run { time in
        ///     try await MyStore.open(at: path, clock: time.source)
        /// } another: { time in
        ///     try await MyStore.open(at: path, clock: time.source)
        /// }
        /// ```
        ///
        /// - Parameters:
        ///   - makeStore: makes an empty store that judges leases by the clock it is given.
        ///   - another: opens the same storage once more, as another process does; the calls of the requirement then go to
        ///     the two in turn. `nil` where storage cannot be shared.
        ///   - sourceLocation: where to record the issue.
        /// - Throws: what `makeStore` or `another` throws.
        public func run(
            against makeStore: StoreFactory, another: StoreFactory? = nil,
            sourceLocation: SourceLocation = #_sourceLocation
        ) async throws {
            do {
                try await self.check(against: makeStore, another: another)
            } catch let failure as ConformanceFailure {
                Issue.record(Comment(rawValue: failure.description), sourceLocation: sourceLocation)
            }
        }

        /// Checks the requirement.
        ///
        /// - Parameters:
        ///   - makeStore: makes an empty store that judges leases by the clock it is given.
        ///   - another: opens the same storage once more; `nil` where storage cannot be shared.
        /// - Throws: ``ConformanceFailure`` when the requirement does not hold; what `makeStore` or `another` throws.
        public func check(against makeStore: StoreFactory, another: StoreFactory? = nil) async throws {
            let time = ManualTimeSource()
            var store = try await makeStore(time)
            if let another { store = AlternatingStore(store, try await another(time)) }
            do {
                try await self.body(Trial(store: store, time: time))
            } catch {
                let message = (error as? Unmet)?.message ?? "the store threw \(error)"
                throw ConformanceFailure(law: self.law, requirement: self.name, message: message)
            }
        }

        public var description: String { self.name }
        public var testDescription: String { self.name }
    }
}

/// A store does not meet its contract.
public struct ConformanceFailure: Error, Sendable, CustomStringConvertible {
    /// The law that the store breaks.
    public let law: StoreConformance.Law
    /// The requirement that does not hold.
    public let requirement: String
    /// What was seen instead.
    public let message: String

    public var description: String { "The store breaks the law that \(self.law): \(self.requirement). \(self.message)" }
}
