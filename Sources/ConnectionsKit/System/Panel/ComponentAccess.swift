/// Which components of an application a person may use, as the host's permissions say.
///
/// Administrators and developers see every connection of an application; everybody else only those of components that they may
/// use.
public enum ComponentAccess: Sendable, Hashable {
    /// All.
    case all
    /// Those with these names, as places name them.
    case only(Set<String>)

    /// Whether the person may use the component of a place.
    public func allows(_ place: Place) -> Bool {
        switch self {
        case .all: true
        // By bytes, as places are compared.
        case .only(let names): names.contains { $0.utf8.elementsEqual(place.component.utf8) }
        }
    }
}
