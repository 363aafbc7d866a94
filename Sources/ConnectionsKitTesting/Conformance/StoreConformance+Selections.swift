import ConnectionsKit

extension StoreConformance {
    static let selections: [Requirement] = [
        Requirement(.selections, "references to a connection") { trial in
            let places: [Place] = [.invokeURL("a"), .smsAction("a"), .formWorkflow("a", event: "b")]
            try await trial.insert(places.map { Reference.fixture(to: .fixture(1), from: $0) })
            try await trial.insert(
                Reference.fixture(to: .fixture(2)), Reference.fixture(to: .fixture(1), in: "other"))
            let ids = places.map { Reference.ID(connection: .fixture(1), place: $0) }
            try await trial.expectFound(.references(to: .fixture(1)), anyOrder: Set(ids))
            let first = try await trial.stored(Reference.fixture(to: .fixture(1), from: places[0]))
            try await trial.commit { $0.delete(first) }
            try await trial.expectFound(.references(to: .fixture(1)), anyOrder: Set(ids.dropFirst()))
            try await trial.expectFound(.references(to: .fixture(3)), anyOrder: [])
        },
        Requirement(.selections, "slots of a connection") { trial in
            let slots = [
                Slot.fixture(of: .fixture(1), environment: nil), Slot.fixture(of: .fixture(1), environment: .stage),
                Slot.fixture(of: .fixture(1), environment: .stage, user: "user"),
            ]
            try await trial.insert(slots)
            try await trial.insert(Slot.fixture(of: .fixture(2)), Slot.fixture(of: .fixture(1), in: "other"))
            try await trial.expectFound(.slots(of: .fixture(1)), anyOrder: Set(slots.map(\.id)))
            try await trial.expectFound(.slots(of: .fixture(3)), anyOrder: [])
        },
        Requirement(.selections, "slots that point at a grant, as they are written") { trial in
            let slots = [
                Slot.fixture(of: .fixture(1), grant: .fixture(5)), .fixture(of: .fixture(2), grant: .fixture(5)),
            ]
            try await trial.insert(slots)
            try await trial.insert(
                Slot.fixture(of: .fixture(3), grant: .fixture(6)),
                Slot.fixture(of: .fixture(1), grant: .fixture(5), in: "other"))
            try await trial.expectFound(.slots(pointingAt: .fixture(5)), anyOrder: Set(slots.map(\.id)))
            var next = try await trial.stored(slots[0])
            next.grant = .fixture(6)
            let moved = next
            try await trial.commit { $0.update(moved) }
            try await trial.expectFound(.slots(pointingAt: .fixture(5)), anyOrder: [slots[1].id])
            let third = Slot.fixture(of: .fixture(3)).id
            try await trial.expectFound(.slots(pointingAt: .fixture(6)), anyOrder: [slots[0].id, third])
        },
        Requirement(.selections, "grants that a person authorized or that serve them") { trial in
            try await trial.insert(
                Grant.fixture(.fixture(1), authorizedBy: "maria"),
                Grant.fixture(.fixture(2), user: "maria", authorizedBy: "maria"),
                Grant.fixture(.fixture(3), user: "maria", authorizedBy: "ali"),
                Grant.fixture(.fixture(4), user: "ali", authorizedBy: "maria"),
                Grant.fixture(.fixture(5), user: "ali", authorizedBy: "ali"),
                Grant.fixture(.fixture(6), in: "other", authorizedBy: "maria"))
            let hers: [Grant.ID] = [.fixture(1), .fixture(2), .fixture(3), .fixture(4)]
            try await trial.expectFound(.grants(of: "maria"), hers)
            try await trial.expectFound(.grants(of: "ali"), [.fixture(3), .fixture(4), .fixture(5)])
            try await trial.expectFound(.grants(of: "mari"), [])
        },
        Requirement(.selections, "grants of a person whatever their status") { trial in
            for (number, status) in [Grant.Status.revoked, .superseded, .suspended(until: .fixture)].enumerated() {
                var grant = Grant.fixture(.fixture(UInt32(number)))
                grant.status = status
                try await trial.insert(grant)
            }
            try await trial.expectFound(.grants(of: .fixture), [.fixture(0), .fixture(1), .fixture(2)])
        },
        Requirement(.selections, "applications of the account") { trial in
            try await trial.insert(
                Application.fixture("b"), Application.fixture("a"), Application.fixture("c", in: "other"))
            try await trial.expectFound(.applications, ["a", "b"])
        },
        Requirement(.selections, "releases of an application") { trial in
            try await trial.insert(
                Release.fixture(.fixture(2), application: "shop", number: 1),
                Release.fixture(.fixture(1), application: "shop", number: 2),
                Release.fixture(.fixture(3), application: "crm", number: 1),
                Release.fixture(.fixture(4), in: "other", application: "shop", number: 1))
            try await trial.expectFound(.releases(of: "shop"), [.fixture(1), .fixture(2)])
            try await trial.expectFound(.releases(of: "none"), [])
        },
        Requirement(.selections, "installations of the account, whatever their status") { trial in
            var gone = Installation.fixture(.fixture(2))
            gone.status = .uninstalled
            try await trial.insert(
                Installation.fixture(.fixture(1)), gone, Installation.fixture(.fixture(3), in: "other"))
            try await trial.expectFound(.installations, [.fixture(1), .fixture(2)])
        },
        Requirement(.selections, "shares with a client") { trial in
            try await trial.insert(
                Share.fixture(.fixture(1), with: "client"), Share.fixture(.fixture(2), with: "another"),
                Share.fixture(.fixture(3), with: "client"), Share.fixture(.fixture(4), in: "other", with: "client"))
            try await trial.expectFound(.shares(with: "client"), [.fixture(1), .fixture(3)])
            try await trial.expectFound(.shares(with: "none"), [])
        },
    ]
}
