import ConnectionsKit
import ConnectionsKitTesting

extension StoreDecorator {
    /// Whether the record stands in the version, as far as anybody can tell without holding it.
    func holds(_ expectation: Change.Expectation, on key: RecordKey, in account: AccountID) async -> Bool {
        let version = try? await self.inner.record(key, in: account)?.version
        return switch expectation {
        case .absent: version == nil
        case .version(let expected): version == expected
        }
    }

    /// Gives the others time to do what must not happen now.
    func dawdle() async {
        for _ in 0..<20 { await Task.yield() }
    }
}

extension Int {
    /// This as the contract takes a limit.
    var asLimit: Int { Swift.min(Swift.max(self, 1), 1_000) }
}
