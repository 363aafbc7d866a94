extension ConnectionError {
    /// The error of a denied decision.
    package init(_ decision: Decision) {
        let code: Code
        switch decision.refusals.first(where: { Self.codes[$0.rule] != nil })?.rule {
        case .some(let rule): code = Self.codes[rule] ?? .denied
        case .none: code = .denied
        }
        self.init(code, decision.description, remedy: Self.remedy(of: decision, code))
        self.decision = decision
    }

    private static let codes: [RuleID: Code] = [
        .connectorInCatalogue: .customConnectorUnsupported, .connectorAllowsKind: .kindUnsupported,
        .placeOfConnector: .placeNotAllowed,
    ]

    private static func remedy(of decision: Decision, _ code: Code) -> String {
        var sentences: [String] = []
        switch code {
        case .customConnectorUnsupported: sentences.append("Choose a connector of the catalogue.")
        case .kindUnsupported: sentences.append("Choose another kind, or a connector that allows this one.")
        case .placeNotAllowed:
            let places = decision.request.connector?.places.map(\.title).sorted() ?? []
            sentences.append("It can be used in: \(places.joined(separator: ", ")).")
        default: break
        }
        let whoCould = decision.whoCould
        if let last = whoCould.last {
            let others = whoCould.dropLast().joined(separator: ", ")
            sentences.append("Ask a \(others.isEmpty ? "" : others + " or ")\(last).")
        }
        return sentences.joined(separator: " ")
    }

    package init(_ transition: IllegalTransition) {
        let code: Code
        switch transition.reason {
        case .alreadyEnabled: code = .alreadyEnabled
        case .notEnabled, .notAnApplicationConnection: code = .notEnabled
        case .lockedByReferences, .lockedByRelease, .modeLocked: code = .accessLocked
        case .inUse, .published: code = .inUse
        case .publishInProgress: code = .publishInProgress
        case .alreadyUsed: code = .attemptAlreadyUsed
        case .voided: code = .attemptVoided
        case .late: code = .authorizationTimedOut
        case .wrongPrincipal: code = .wrongPrincipal
        case .grantState: code = .notAuthorized
        case .uninstalled: code = .applicationDisabled
        case .invitationNotOpen: code = .invitationNotOpen
        case .notNewer, .wrongState: code = .wrongState
        }
        self.init(code, transition.message, remedy: transition.remedy, cause: transition)
        if case .alreadyEnabled(let application) = transition.reason { self.detail = .enabled(for: application) }
    }

    package init(_ input: InvalidInput) {
        self.init(.invalidInput, "\(input.field): \(input.problem).", remedy: input.remedy + ".", cause: input)
        self.field = input.field
    }

    package init(_ error: StoreError) {
        switch error.code {
        case .conflict:
            self.init(.conflict, "The record was changed meanwhile.", remedy: "Read it again and repeat.", cause: error)
        case .unavailable:
            self.init(.unavailable, "The store is unavailable: \(error.message).", remedy: "Try again.", cause: error)
        case .corrupt: self.init(.corrupt, "The store cannot be read: \(error.message).", cause: error)
        case .cancelled: self.init(.cancelled, "The task was cancelled.", cause: error)
        }
    }

    package init(_ error: SealerError) {
        self.init(CredentialError(error))
    }

    /// The error of a credential's field that was left out.
    package init(missing input: InvalidInput) {
        self.init(input)
        self.code = .missingCredentialField
    }

    /// The error of a provider, or of the refresh engine, for a connection.
    package init(_ error: CredentialError, of connection: Connection) {
        self.init(error, connection: connection.name)
        // Quotas are counted by OAuth client: whose it was says who has to slow down.
        if error.isRateLimit, let mode = connection.mode { self.detail = .mode(mode) }
    }

    /// The error of a provider, or of the refresh engine, for the connection named `name`.
    package init(_ error: CredentialError, connection name: String? = nil) {
        let subject = name.map { "\"\($0)\": " } ?? ""
        let (code, remedy): (Code, String) =
            switch error.code {
            case .needsReauthorization, .refused, .clientRetired:
                (.needsReauthorization, "Authorize the connection again.")
            case .notUsable: (.notAuthorized, "Authorize the connection.")
            case .authorizationPending: (.authorizationPending, "Ask again later.")
            case .consentDenied: (.consentDenied, "Authorize again and consent.")
            case .noOrganization: (.noOrganization, "Sign up for the service first, then authorize again.")
            case .transient: (.providerUnavailable, "Try again later.")
            case .outcomeUnknown: (.providerUnavailable, "It will be asked again by itself.")
            // At a service with several data centres, a client of another one is unknown.
            case .configuration where error.providerCode == "invalid_client":
                (
                    .clientMisconfigured,
                    "Check the OAuth client of this connector, and that it is registered in the data centre of the account."
                )
            case .configuration: (.clientMisconfigured, "Check the OAuth client of this connector.")
            case .invalidResponse: (.providerRefused, "Try again; if it persists, check the connector's facts.")
            case .invalidInput: (.invalidInput, "Correct the field.")
            case .missingField: (.missingCredentialField, "Fill in the field.")
            case .hostNotAllowed: (.hostNotAllowed, "Send the request to one of the connector's hosts over HTTPS.")
            case .storeUnavailable: (.unavailable, "Try again.")
            case .storeCorrupt: (.corrupt, "Check the key file and the store.")
            case .wrongKey:
                (
                    .wrongKey,
                    "Start with the key file that wrapped it, or put the key back until its data keys are wrapped anew."
                )
            case .cancelled: (.cancelled, "")
            default: (.providerRefused, "")
            }
        self.init(code, "\(subject)\(error.message).", remedy: remedy, cause: error)
        self.field = (error.cause as? InvalidInput)?.field
        self.retryAt = error.retryAt
        self.providerCode = error.providerCode
        if let cause = error.reauthorization { self.detail = .reauthorization(cause) }
    }

    /// There is no such record in the caller's account.
    package static func notFound(_ what: String) -> ConnectionError {
        ConnectionError(.notFound, "There is no such \(what) in this account.", remedy: "Check the identifier.")
    }
}
