import ConnectionsKit
import ConnectionsKitInMemory
import ConnectionsKitTesting

extension Plant {
    /// Changes that are not what they should be.
    static let changes: [Plant] = [
        Plant(
            "a deletion of any version", .versions, "a deletion needs the version that was read",
            also: [.conflicts, .serializability]
        ) { store, _ in
            Adjusts(inner: store) { change, current in
                if case .delete = change.action, current != nil { change.blind(over: current) } else { change }
            }
        },
        Plant(
            "an update of any version", .versions,
            "an update over another version conflicts, be it older or newer", also: [.serializability]
        ) { store, _ in
            Adjusts(inner: store) { change, current in
                if case .write(.duty, .version) = change.action, current != nil {
                    change.blind(over: current)
                } else {
                    change
                }
            }
        },
        Plant(
            "an update that inserts", .versions, "an update of what is not there conflicts",
            also: [.erasure, .serializability, .tenants]
        ) { store, _ in
            Adjusts(inner: store) { change, current in
                guard case .write(.duty(let duty), .version) = change.action, current == nil else { return change }
                var result = change
                result.action = .write(.duty(duty), expecting: .absent)
                return result
            }
        },
        Plant("an expected version that binds nobody", .expectations, "an expected version binds", also: everywhere) {
            store, _ in
            Adjusts(inner: store) { change, _ in
                if case .expect(_, .version) = change.action { change.disarmed } else { change }
            }
        },
        Plant("an expected absence that binds nobody", .expectations, "an expected absence binds", also: everywhere) {
            store, _ in
            Adjusts(inner: store) { change, _ in
                if case .expect(_, .absent) = change.action { change.disarmed } else { change }
            }
        },
        Plant("an expectation that writes", .expectations, "an expectation writes nothing") { store, _ in
            Adjusts(inner: store) { change, current in
                guard case .expect(_, .version) = change.action, case .share(var share) = current else { return change }
                var result = change
                let version = share.version
                share.version += 1
                result.action = .write(.share(share), expecting: .version(version))
                return result
            }
        },
        Plant(
            "expectations judged first", .conflicts, "a change sees what the changes before it in its set left",
            also: [.erasure]
        ) { store, _ in
            Refuses(inner: store) { store, _, change in
                guard case .expect(let key, let expectation) = change.action else { return nil }
                let version = (try? await store.record(key, in: change.account))?.version
                switch (expectation, version) {
                case (.absent, .some): return .exists
                case (.version, nil): return .missing
                case (.version(let wanted), .some(let seen)): return wanted == seen ? nil : .version
                case (.absent, nil): return nil
                }
            }
        },
        Plant("the last conflict told", .conflicts, "a conflict names the first change that does not hold") {
            store, _ in TellsTheLast(inner: store)
        },
        Plant("an empty set refused", .versions, "an empty set commits") { store, _ in RefusesNothing(inner: store) },
        Plant(
            "a key that is used up", .versions, "a deleted key can be written again, from version 1",
            also: [.accounts, .erasure, .revisions]
        ) { store, _ in
            RemembersForGood(
                inner: store, memory: Memory(),
                taken: { record in
                    Application(record).flatMap { $0.id == .fixture ? "\($0.account) \($0.id)" : nil }
                },
                reason: .exists)
        },
        Plant("a record made up", .versions, "what is not there is not read", also: [.erasure, .roundTrip, .tenants]) {
            store, _ in MakesUp(inner: store)
        },
        Plant("another account's record deleted", .tenants, "another account's record cannot be deleted") { store, _ in
            ReachesOthers(inner: store) { if case .delete = $0 { true } else { false } }
        },
        Plant("another account's tokens refreshed", .tenants, "another account's tokens cannot be refreshed") {
            store, _ in ReachesOthers(inner: store) { if case .refresh = $0 { true } else { false } }
        },
        Plant("another account's record updated", .tenants, "another account's record cannot be written") { store, _ in
            Retells(inner: store) { change, reason in
                if case .write(_, .version) = change.action, reason == .missing, change.account == "theirs" {
                    nil
                } else {
                    reason
                }
            }
        },
        Plant("one key for all accounts", .tenants, "two accounts may have records of the same keys", also: [.erasure])
        {
            store, _ in
            Refuses(inner: store) { store, _, change in
                guard case .share(let share) = change.inserted else { return nil }
                let accounts = (try? await store.accounts(after: nil, limit: 10)) ?? []
                for account in accounts where account != share.account {
                    if (try? await store.record(share.recordKey, in: account)) != nil { return .exists }
                }
                return nil
            }
        },
        Plant(
            "one key for two kinds", .roundTrip, "records of different kinds may have the same identifier"
        ) { store, _ in
            Refuses(inner: store) { _, before, change in
                guard case .share(let share) = change.inserted else { return nil }
                let isTaken = before.contains { $0.inserted?.key == .connection(.init(share.id.uuid)) }
                return isTaken ? .exists : nil
            }
        },
        Plant(
            "one key for two spellings", .roundTrip, "identifiers that look alike are told apart", also: [.pages]
        ) { store, _ in
            Refuses(inner: store) { store, _, change in
                guard let application = change.inserted.flatMap({ Application($0) }) else { return nil }
                let lower = ApplicationID(application.id.text.lowercased())
                if lower == application.id { return nil }
                return (try? await store.record(.application(lower), in: application.account)) == nil ? nil : .exists
            }
        },
        Plant("a number cut off", .roundTrip, "revisions of one set are told apart by their numbers") { store, _ in
            Rewrites(store, CredentialSet.Revision.self) { if $0.id.number > .max / 2 { $0.clientID = "" } }
        },
        Plant(
            "a state that begins two attempts", .singleUse, "a state begins one attempt", also: [.versions]
        ) { store, _ in
            Retells(inner: store) { change, reason in
                if case .attempt = change.inserted, reason == .exists { nil } else { reason }
            }
        },
        Plant(
            "a slot filled twice", .singleUse, "of two authorizations of one slot one fills it", also: [.versions]
        ) { store, _ in
            Retells(inner: store) { change, reason in
                if case .slot = change.inserted, reason == .exists { nil } else { reason }
            }
        },
        Plant(
            "a duty taken twice", .singleUse, "of two maintainers that take a duty one gets it",
            also: [.serializability, .tenants, .versions]
        ) { store, _ in
            Retells(inner: store) { change, reason in
                if case .delete(.duty, _) = change.action, reason == .missing { nil } else { reason }
            }
        },
        Plant("a trail trimmed twice", .trimming, "of many who trim through one number at once one does") { store, _ in
            Retells(inner: store) { change, reason in
                if case .trimAudit = change.action, reason == .missing { nil } else { reason }
            }
        },
        Plant("a store that is busy", .serializability, "commits that do not meet all hold", also: [.revisions]) {
            store, _ in IsBusy(store)
        },
        Plant(
            "an update swallowed", .versions, "a new record has version 1, and each write raises it by one",
            also: [.atomicity, .revisions, .serializability, .visibility]
        ) { store, _ in SwallowsAnUpdate(inner: store) },
    ]

    /// The laws whose requirements rest on expectations.
    private static let everywhere: Set<Law> = [.conflicts, .erasure, .serializability, .tenants]
}
