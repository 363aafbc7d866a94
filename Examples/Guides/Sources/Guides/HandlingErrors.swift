import ConnectionsKit

struct ErrorHandling {
    var offerToAuthorize: (String) -> Void
    var retry: (Timestamp?) -> Void
    var show: ([String]) -> Void
    var report: (ConnectionError) -> Void
    var use: (Credential) async throws -> Void

    func run(_ connection: TaskConnection, at place: Place, for user: Principal) async throws {
        do {
            let credential = try await connection.credential(at: place, for: user)
            try await use(credential)
        } catch let error as ConnectionError {
            switch error.code {
            case .notAuthorized, .needsReauthorization: offerToAuthorize(error.remedy)
            case .providerUnavailable: retry(error.retryAt)
            case .denied: show(error.decision?.whoCould ?? [])
            default: report(error)
            }
        }
    }
}

func tighterPolicy(isFriday: @escaping @Sendable () -> Bool) -> ConnectionSystem.Configuration {
    var configuration = ConnectionSystem.Configuration()
    configuration.additionalRules = [
        .refusing("house.no-friday-releases", actions: [.publish]) { _ in
            isFriday() ? "nothing is released on a Friday" : nil
        }
    ]
    return configuration
}
