import ConnectionsKit

/// The records of one kind of work in the order of the moments at which they are due, over all accounts.
struct DueTimes {
    /// A place in the order; the ticket tells apart what is due at one moment.
    private struct Place: Hashable, Comparable {
        var moment: Timestamp
        var ticket: Int

        static func < (left: Place, right: Place) -> Bool {
            (left.moment, left.ticket) < (right.moment, right.ticket)
        }
    }

    private var order: [Place] = []
    private var places: [Owned: Place] = [:]
    private var records: [Int: Owned] = [:]
    private var lastTicket = 0

    /// Says when a record is due, or that it is not.
    mutating func set(_ owned: Owned, to moment: Timestamp?) {
        let place = self.places[owned]
        if place?.moment == moment { return }
        if let place {
            self.order.remove(at: self.index(of: place))
            self.records[place.ticket] = nil
            self.places[owned] = nil
        }
        if let moment {
            self.lastTicket += 1
            let place = Place(moment: moment, ticket: self.lastTicket)
            self.order.insert(place, at: self.index(of: place))
            self.records[place.ticket] = owned
            self.places[owned] = place
        }
    }

    /// At most `limit` of what is due at `moment`, soonest first.
    func due(at moment: Timestamp, limit: Int) -> [Owned] {
        self.order.prefix(limit).prefix { $0.moment <= moment }.compactMap { self.records[$0.ticket] }
    }

    /// The index at which a place stands or would stand.
    private func index(of place: Place) -> Int { self.order.firstIndexFrom { $0 >= place } }
}
