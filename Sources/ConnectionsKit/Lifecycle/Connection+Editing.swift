// What may be edited of a definition: its name always, its scopes always, its mode until the first release. Its connector,
// its kind and its link name never change.
extension Connection {
    /// The connection under another name; its link name stays.
    package func renamed(_ name: String) -> Connection {
        var next = self
        next.name = name
        return next
    }

    /// The connection with other scopes; what was granted stays as it is, and consent to what is new is asked anew.
    package func rescoped(_ scopes: [String]) -> Connection {
        var next = self
        next.scopes = scopes
        return next
    }

    /// The connection with another mode; the authorizations made so far are to be dropped.
    ///
    /// - Throws: ``IllegalTransition`` once a release contains it.
    package func remoded(_ mode: Mode?) throws(IllegalTransition) -> Connection {
        guard mode != self.mode else { return self }
        if let release = self.firstRelease {
            throw IllegalTransition(
                .modeLocked(release),
                "\"\(self.name)\" was published with release \(release), and its mode is fixed since.",
                remedy: "Define another connection with the mode that you need.")
        }
        var next = self
        next.mode = mode
        return next
    }

    /// The connection with one authorization for all environments, or with one for each.
    ///
    /// - Throws: ``IllegalTransition`` when it is so already.
    package func sharing(_ isShared: Bool) throws(IllegalTransition) -> Connection {
        guard self.sharesAuthorization != isShared else {
            throw IllegalTransition(
                .wrongState,
                isShared
                    ? "\"\(self.name)\" has one authorization for all environments already."
                    : "\"\(self.name)\" has an authorization for each environment already.",
                remedy: "There is nothing to do.")
        }
        var next = self
        next.sharesAuthorization = isShared
        return next
    }
}
