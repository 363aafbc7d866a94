import ConnectionsKit

/// How records of one kind are listed: their columns, what narrows them, and how they are read.
struct Listing: Sendable {
    var columns: [Column]
    var ways: Set<ListFilter.Way>
    /// The words that a status can be; empty where there is none.
    var statuses: [String] = []
    var reader: Reader

    /// How the rows of those that are asked for are read.
    enum Reader: Sendable {
        /// Page by page of each account.
        case paged(@Sendable (Source, AccountID, Cursor?, Int) async throws -> Page<[Cell]>)
        /// At once, over all accounts.
        case atOnce(@Sendable (Source) async throws -> [[Cell]])
    }

    /// What a listing reads from.
    struct Source: Sendable {
        var store: any ConnectionStore
        var system: ConnectionSystem
        var filter: ListFilter
    }
}

extension Listing {
    /// A listing of the records of a query.
    ///
    /// - Parameters:
    ///   - columns: the columns, that of the account first.
    ///   - ways: what narrows it.
    ///   - statuses: the words that a status can be.
    ///   - query: what to ask the store for, as narrow as the filter allows.
    ///   - row: the cells of a record; nothing for one that is not asked for.
    static func of<Value: StoredRecord>(
        _ columns: [Column], narrowedBy ways: Set<ListFilter.Way>, statuses: [String] = [],
        query: @escaping @Sendable (ListFilter) -> Query<Value>,
        row: @escaping @Sendable (Value, Source) async throws -> [Cell]?
    ) -> Listing {
        Listing(
            columns: columns, ways: ways, statuses: statuses,
            reader: .paged { source, account, cursor, limit in
                let page = try await source.store.page(query(source.filter), in: account, after: cursor, limit: limit)
                var rows: [[Cell]] = []
                for value in page.elements {
                    if let cells = try await row(value, source) { rows.append(cells) }
                }
                return Page(elements: rows, next: page.next)
            })
    }
}
