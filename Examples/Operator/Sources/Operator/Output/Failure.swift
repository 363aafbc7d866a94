import ConnectionsKit
import ConnectionsKitSQLite

/// Why a command could not do what it was asked: what happened and what to do about it.
struct Failure: Error, Encodable, Sendable {
    /// A word for programs.
    var code: String
    /// What happened, as a sentence.
    var message: String
    /// What to do about it, as a sentence; empty when nothing can be done.
    var remedy: String
    var exit: Exit

    init(_ code: String, _ message: String, remedy: String = "", exit: Exit) {
        self.code = code
        self.message = message
        self.remedy = remedy
        self.exit = exit
    }

    enum CodingKeys: String, CodingKey { case code, message, remedy }
}

extension Failure {
    /// Takes an error of the library, or of anything else, for what it means to an operator.
    init(_ error: any Error) {
        switch error {
        case let error as Failure: self = error
        case let error as ConnectionError: self.init(error)
        case let error as StoreError: self.init(error)
        case let error as SealerError: self.init(error)
        case is CancellationError: self = .stopped()
        // Not its own words: nobody promised that they hold no secret.
        default: self.init("unexpected", "An error of the type \(type(of: error)) was not expected.", exit: .unusable)
        }
    }

    private init(_ error: ConnectionError) {
        switch error.cause {
        case let cause as StoreError: self.init(cause)
        case let cause as SealerError: self.init(cause)
        default:
            let exit: Exit =
                switch error.code {
                case .notFound, .invalidInput: .misnamed
                case .denied: .findings
                case .cancelled: .stopped
                default: .unusable
                }
            self.init(error.code.description, error.message, remedy: error.remedy, exit: exit)
        }
    }

    private init(_ error: StoreError) {
        if let cause = error.cause as? SealerError {
            self.init(cause)
        } else if error.code == .cancelled {
            self = .stopped()
        } else if let cause = error.cause as? SQLiteFailure, cause.reason == .exists {
            self.init("exists", cause.message, exit: .misnamed)
        } else {
            self.init(Self.code(of: error), error.message.sentence, exit: .unusable)
        }
    }

    private static func code(of error: StoreError) -> String {
        if let failure = error.cause as? SQLiteFailure { return failure.reason.rawValue }
        return switch error.code {
        case .conflict: "conflict"
        case .unavailable: "unavailable"
        case .corrupt: "corrupt"
        case .cancelled: "cancelled"
        }
    }

    private init(_ error: SealerError) {
        let (code, remedy) =
            switch error.code {
            case .wrongKey, .unknownKey: ("wrongKey", "Pass the key file that belongs to this database.")
            case .refused: ("refused", "Pass the key file that belongs to this database; else restore a backup.")
            case .malformed: ("malformedKeys", "Pass a key file as `connections keys create` makes it.")
            default: ("keysUnavailable", "Check where the keys are and who may read them.")
            }
        self.init(code, error.message.sentence, remedy: remedy, exit: .unusable)
    }

    /// The command was stopped.
    static func stopped(_ remedy: String = "") -> Failure {
        Failure("stopped", "Stopped before the end.", remedy: remedy, exit: .stopped)
    }
}

extension String {
    /// With a capital at its beginning and a full stop at its end.
    fileprivate var sentence: String {
        let text = self.prefix(1).uppercased() + self.dropFirst()
        return text.hasSuffix(".") ? text : text + "."
    }
}
