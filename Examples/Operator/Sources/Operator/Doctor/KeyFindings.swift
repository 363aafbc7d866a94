import ConnectionsKit
import ConnectionsKitSealing

/// Looks whether the keys are there and are those of the database.
struct KeyFindings {
    static func of(
        _ keys: KeyOptions, for store: any ConnectionStore, _ time: TimeSource
    ) async throws -> [Finding] {
        do {
            let provider = try keys.requiredProvider()
            return self.findings(try await Platform.system(over: store, keys: provider, time: time).checkKeys())
        } catch {
            let failure = Failure(error)
            guard failure.exit == .unusable else { throw error }
            return [Finding(severity: .error, check: .keys, message: failure.message, remedy: failure.remedy)]
        }
    }

    private static func findings(_ check: KeyCheck) -> [Finding] {
        var findings: [Finding] = []
        let old = check.inUse.filter { $0 != check.writing }
        if !old.isEmpty {
            findings.append(
                Finding(
                    severity: .warning, check: .keys,
                    message:
                        "The key \(check.writing) wraps, and \(old.joined(separator: ", ")) has wrapped data keys too.",
                    remedy: "Run `connections rotate-keys`."))
        }
        let unneeded = (check.readable ?? []).subtracting(check.inUse).subtracting([check.writing]).sorted()
        if !unneeded.isEmpty {
            findings.append(
                Finding(
                    severity: .note, check: .keys,
                    message: "No data key of this database needs \(unneeded.joined(separator: ", ")).",
                    remedy: "`connections keys remove` takes it out, once no backup needs it."))
        }
        return findings
    }
}
