import ConnectionsKit

extension ConnectorParameter {
    /// The label of a host under which an account lives, such as `acme` of `acme.example.com`.
    static func label(_ name: String, _ label: String, example: String = "acme") -> ConnectorParameter {
        ConnectorParameter(name, label: label, example: example)
    }

    /// A part of a path.
    static func path(
        _ name: String, _ label: String, example: String, standard: String? = nil
    ) -> ConnectorParameter {
        ConnectorParameter(name, label: label, example: example, standard: standard, format: .pathSegment)
    }

    /// One of several values, the first of which is the standard one.
    static func choice(_ name: String, _ label: String, _ standard: String, _ others: String...) -> ConnectorParameter {
        ConnectorParameter(
            name, label: label, example: standard, standard: standard, format: .choice([standard] + others))
    }
}
