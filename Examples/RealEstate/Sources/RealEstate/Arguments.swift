/// What the command line asks for.
struct Arguments {
    var database: String?
    var wantsHelp = false

    static let help = """
        RealEstate plays the main job of ConnectionsKit from end to end, over real HTTP on this machine and a SQLite file.

        A developer defines connections to Zoho Books and Zoho Sheets for an application for real estate, tests them and
        publishes it. Two clients install it and authorize. Its tasks then get credentials that work, tokens expire and
        are refreshed, and what must be refused is refused, each time with the reason. The services are played by a strict
        authorization server on a free loopback port.

        usage: RealEstate [--database FILE] [--help]

          --database FILE  Keep the database in FILE, with its keys and the services' memory beside it. A second run opens
                           it, shows its state, and uses the credentials again. Without it, a temporary file is used.
          --help           Show this text.

        It ends with the number of checks that passed and failed, and exits with 0 when none failed.
        """

    /// Reads the arguments.
    init(_ arguments: some Sequence<String>) throws(ArgumentError) {
        var rest = Array(arguments)[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--help", "-h": self.wantsHelp = true
            case "--database":
                guard let file = rest.popFirst(), !file.isEmpty, !file.hasPrefix("--") else {
                    throw ArgumentError(description: "--database needs the path of a file; see --help")
                }
                self.database = file
            default: throw ArgumentError(description: "there is no argument \"\(argument)\"; see --help")
            }
        }
    }
}

/// An argument that is not understood.
struct ArgumentError: Error, CustomStringConvertible {
    var description: String
}
