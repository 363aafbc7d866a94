import ConnectionsKit
import ConnectionsKitSQLite

/// A question to a store, asked again and again about other records.
struct Question: Sendable {
    /// Asks the question for the so-manieth time; returns how much was found.
    typealias Ask = @Sendable (_ target: Target, _ turn: Int) async throws -> Int

    let name: String
    /// Finds out what will be asked.
    let prepare: @Sendable (Target) async throws -> Ask

    static let all: [Question] = due + lists + resolutions + reads

    private static let due = [100, 1_000].map { limit in
        Question(name: "due for refresh, \(limit)") { target in
            let moment = Population.moment(due: min(2_000, target.population.grants / 2))
            return { target, _ in try await target.store.due(.refreshes, at: moment, limit: limit).count }
        }
    }

    /// How much a page has: so little that there is as much in the smaller file.
    private static let page = 10

    private static let lists =
        [
            listed("connections of an application", .console) {
                .connections(application: $0.applicationID(0))
            },
            listed("connections of an installation", .client) { .connectionsOf(installation: $0.installationID(0)) },
            listed("grants of the busiest person", .client) { .grants(of: $0.busiestUser) },
            listed("grants of an account", .client) { _ in .grants(of: nil) },
        ].flatMap { $0 } + [
            Question(name: "connections of an application, any account") { target in
                let samples = target.samples { member, index in
                    (
                        member.account,
                        member.applicationID(member.application(ofConnection: member.connection(ofGrant: index)))
                    )
                }
                return { target, turn in
                    let (account, application) = samples[turn % samples.count]
                    let found = try await target.store.page(
                        .connections(application: application), in: account, after: nil, limit: 1)
                    return found.elements.count
                }
            },
            Question(name: "grants of a person, any account") { target in
                let samples = target.samples { member, index in
                    (member.account, member.user(ofGrant: index) ?? member.busiestUser)
                }
                return { target, turn in
                    let (account, user) = samples[turn % samples.count]
                    return try await target.store.page(.grants(of: user), in: account, after: nil, limit: 1)
                        .elements.count
                }
            },
        ]

    /// The first page, and one in the middle, of a list in the largest account.
    private static func listed(
        _ name: String, _ side: Side, _ selection: @escaping @Sendable (Member) -> Selection
    ) -> [Question] {
        [false, true].map { isLater in
            Question(name: "\(name), \(isLater ? "a page in the middle" : "first page")") { target in
                let member = target.population.largest(side)
                let asked = selection(member)
                let cursor = isLater ? try await target.middle(of: asked, in: member.account) : nil
                return { target, _ in
                    try await target.store.page(asked, in: member.account, after: cursor, limit: Self.page)
                        .elements.count
                }
            }
        }
    }

    private static let resolutions = [Side.console, .client].flatMap { side in
        [
            Question(name: "link name, \(side)") { target in
                let samples = target.samples(side) { member, index in
                    let connection = member.connection(ofGrant: index)
                    let scope: LinkNameScope =
                        side == .client
                        ? .installation(member.installationID(member.application(ofConnection: connection))) : .account
                    return (member.account, Selection.linkName(member.linkName(connection), scope))
                }
                return { target, turn in
                    let (account, selection) = samples[turn % samples.count]
                    return try await target.store.page(selection, in: account, after: nil, limit: 1).elements.count
                }
            },
            Question(name: "runtime.connection, \(side)") { target in
                let samples = target.samples(side) { member, index in
                    let connection = member.connection(ofGrant: index)
                    return (
                        member.linkName(connection), member.context(member.application(ofConnection: connection))
                    )
                }
                return { target, turn in
                    let (name, context) = samples[turn % samples.count]
                    return try await ConnectionRuntime(target.system).connection(name, in: context).linkName == name
                        ? 1 : 0
                }
            },
        ]
    }

    private static let reads = [
        read("a grant") { .grant($0.grantID($1)) },
        read("tokens of a grant") { .tokens($0.grantID($1)) },
        read("a slot") { .slot($0.slotID(ofGrant: $1)) },
        read("a connection") { .connection($0.connectionID($0.connection(ofGrant: $1))) },
        Question(name: "slots of a connection") { target in
            let samples = target.samples { member, index in
                (member.account, member.connectionID(member.connection(ofGrant: index)))
            }
            return { target, turn in
                let (account, connection) = samples[turn % samples.count]
                return try await target.store.page(.slots(connection), in: account, after: nil, limit: 1)
                    .elements.count
            }
        },
        Question(name: "slots that point at a grant") { target in
            let samples = target.samples { ($0.account, $0.grantID($1)) }
            return { target, turn in
                let (account, grant) = samples[turn % samples.count]
                return try await target.store.page(.slotsPointing(at: grant), in: account, after: nil, limit: 1)
                    .elements.count
            }
        },
        Question(name: "a live grant of a person and client") { target in
            let samples = target.samples { $0.grant($1) }
            return { target, turn in
                let grant = samples[turn % samples.count]
                let found = try await target.store.hasLiveGrant(
                    connector: grant.connector, clientID: "platform", subject: grant.subject,
                    excluding: Grant.ID(
                        grant.connection.uuid))
                return found ? 1 : 0
            }
        },
        Question(name: "the revision of an account") { target in
            let samples = target.samples { member, _ in member.account }
            return { target, turn in try await target.store.revision(of: samples[turn % samples.count]) > 0 ? 1 : 0 }
        },
        Question(name: "the trail of a connection") { target in
            let samples = target.samples { member, index in
                (member.account, member.connectionID(member.connection(ofGrant: index)))
            }
            return { target, turn in
                let (account, connection) = samples[turn % samples.count]
                return try await target.store.audit(
                    of: account, matching: AuditFilter(connection: connection), after: 0, limit: 1
                ).count
            }
        },
    ]

    private static func read(
        _ name: String, _ key: @escaping @Sendable (Member, Int) -> RecordKey
    ) -> Question {
        Question(name: name) { target in
            let samples = target.samples { ($0.account, key($0, $1)) }
            return { target, turn in
                let (account, key) = samples[turn % samples.count]
                return try await target.store.record(key, in: account) == nil ? 0 : 1
            }
        }
    }
}

extension Target {
    /// What `build` makes of grants here and there in all of the file.
    fileprivate func samples<Sample>(_ side: Side? = nil, _ build: (Member, Int) -> Sample) -> [Sample] {
        var numbers = Numbers(seed: 5)
        var samples: [Sample] = []
        while samples.count < 4_096 {
            let index = Int.random(in: 0..<self.population.grants, using: &numbers)
            let member = self.population.member(ofGrant: index)
            if side == nil || side == member.side { samples.append(build(member, index - member.first)) }
        }
        return samples
    }

    /// The cursor of the middle of a list.
    fileprivate func middle(of selection: Selection, in account: AccountID) async throws -> Cursor? {
        var cursors: [Cursor?] = [nil]
        repeat {
            let page = try await self.store.page(selection, in: account, after: cursors.last ?? nil, limit: 10)
            guard let next = page.next else { break }
            cursors.append(next)
        } while true
        return cursors[cursors.count / 2]
    }
}
