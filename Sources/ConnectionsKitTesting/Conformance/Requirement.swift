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
        /// - Parameters:
        ///   - makeStore: makes an empty store that judges leases by the clock it is given.
        ///   - sourceLocation: where to record the issue.
        /// - Throws: what `makeStore` throws.
        public func run(
            against makeStore: StoreFactory, sourceLocation: SourceLocation = #_sourceLocation
        ) async throws {
            try await self.run(against: makeStore, sourceLocation: sourceLocation) { comment, location in
                Issue.record(comment, sourceLocation: location)
            }
        }

        /// As ``run(against:sourceLocation:)``, with a say in where issues go.
        package func run(
            against makeStore: StoreFactory, sourceLocation: SourceLocation,
            record: (Comment, SourceLocation) -> Void
        ) async throws {
            do {
                try await self.check(against: makeStore)
            } catch let failure as ConformanceFailure {
                record(Comment(rawValue: failure.description), sourceLocation)
            }
        }

        /// Checks the requirement.
        ///
        /// - Parameter makeStore: makes an empty store that judges leases by the clock it is given.
        /// - Throws: ``ConformanceFailure`` when the requirement does not hold; what `makeStore` throws.
        public func check(against makeStore: StoreFactory) async throws {
            let time = ManualTimeSource()
            let trial = Trial(store: try await makeStore(time), time: time)
            do {
                try await self.body(trial)
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
