/// Where a sealed secret stands: the inventory that a rotation of keys goes through.
///
/// What is not here would be lost with its data key: a test holds it against the schema and against
/// ``SealContext/Field``.
package struct SealedColumn: Sendable, Hashable {
    /// The kind of record.
    package var place: Place
    /// The column, by the name that it has in a table.
    package var name: String
    /// Which secret of its record it is.
    package var field: SealContext.Field

    /// The kinds of record that hold sealed secrets, in the order in which a rotation goes through them.
    ///
    /// A change of a credential set moves its secret into a revision: the sets come first, so that what is moved after they
    /// were gone through is sealed anew already, and what was moved before is found.
    package enum Place: String, Sendable, Hashable, CaseIterable {
        case credentialSets = "credential_sets"
        case credentialRevisions = "credential_revisions"
        case tokens = "tokens"
        case attempts = "attempts"
    }

    /// Every column that holds sealed secrets.
    package static let all = [
        SealedColumn(place: .credentialSets, name: "secret", field: .clientSecret),
        SealedColumn(place: .credentialRevisions, name: "secret", field: .clientSecret),
        SealedColumn(place: .tokens, name: "access", field: .access),
        SealedColumn(place: .tokens, name: "refresh", field: .refresh),
        SealedColumn(place: .attempts, name: "verifier", field: .verifier),
        SealedColumn(place: .attempts, name: "device_code", field: .deviceCode),
    ]
}
