/// What the application of a document of definitions will do to the connections of an application.
///
/// A plan with ``problems`` cannot be applied: correct the document, and plan again.
public struct DefinitionImportPlan: OperationPlan {
    /// The document.
    public let document: DefinitionDocument
    /// The application, as it was read.
    public let application: Application
    /// What becomes of each connection of the document, in its order; those with problems are left out.
    public let connections: [ImportedConnection]
    /// The connections of the application that the document does not have; they stay as they are.
    public let leftAlone: [Connection]
    /// What stands in the way, all at once: each names the field of the document by its path.
    public let problems: [InvalidInput]
    /// What it will do.
    public let effects: Effects

    /// Whether there is anything to do.
    public var changesNothing: Bool { self.connections.allSatisfy { $0.change == .unchanged } }
}

extension DefinitionImportPlan {
    /// The plan in lines, for people.
    public var description: String {
        var lines: [String] = self.problems.map { "Cannot be applied: \($0)." }
        for connection in self.connections {
            guard case .changed(let fields) = connection.change else { continue }
            lines.append("Changes \"\(connection.definition.linkName)\": \(fields.joined(separator: ", ")).")
        }
        if !self.leftAlone.isEmpty {
            let names = self.leftAlone.map { "\"\($0.linkName)\"" }.joined(separator: ", ")
            lines.append("Leaves alone what the document does not have: \(names).")
        }
        if self.effects != Effects() || lines.isEmpty { lines.append(self.effects.description) }
        return lines.joined(separator: "\n")
    }
}

/// What a document does to one connection.
public struct ImportedConnection: Sendable, Hashable {
    /// How the document defines it.
    public let definition: ConnectionDefinition
    /// How it stood when it was read; `nil` when it will be made.
    public let current: Connection?
    /// What will be done.
    public internal(set) var change: Change
    let mode: Connection.Mode?
    let credentialSet: CredentialSet?
    let edited: EditedConnection?
    let references: [Reference]

    /// What is done to a connection.
    public enum Change: Sendable, Hashable {
        /// It is made, under the link name of the document.
        case created
        /// The named fields change: those of the document, and `application` when it is enabled for it.
        case changed([String])
        /// It is as the document defines it.
        case unchanged
    }

    /// The places that begin to use it.
    var addedPlaces: [Place] {
        let known = Set(self.references.map(\.id.place))
        return self.definition.places.filter { !known.contains($0) }
    }

    /// The references from places that the document does not have.
    var removedReferences: [Reference] {
        let wanted = Set(self.definition.places)
        return self.references.filter { !wanted.contains($0.id.place) }
    }
}
