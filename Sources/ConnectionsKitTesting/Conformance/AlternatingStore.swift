import ConnectionsKit
import Synchronization

/// Two stores over one storage, asked in turn, as by two processes.
final class AlternatingStore: StoreDecorator {
    private let stores: (any ConnectionStore, any ConnectionStore)
    private let calls = Atomic<Int>(0)

    init(_ first: any ConnectionStore, _ second: any ConnectionStore) {
        self.stores = (first, second)
    }

    /// The one whose turn it is.
    var inner: any ConnectionStore {
        // Requirements often write and read in turn; by threes, each of the two falls to each of the stores.
        let number = self.calls.wrappingAdd(1, ordering: .relaxed).oldValue
        return number % 3 == 1 ? self.stores.1 : self.stores.0
    }
}
