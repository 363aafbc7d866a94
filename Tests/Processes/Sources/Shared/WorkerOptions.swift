/// How a worker is started: its only argument, as JSON.
public struct WorkerOptions: Codable, Sendable {
    /// The SQLite file.
    public var path: String
    /// The port of the token server.
    public var port: Int
    /// The family of tokens that the grant belongs to.
    public var family: String
    /// The times of a refresh; `nil` for the usual ones.
    public var times: Times?
    /// Whether it wants the file for itself.
    public var isExclusive = false
    /// How many milliseconds it waits for a file that another has locked; `nil` for the usual time.
    public var patience: Int64?
    /// How far its clock is behind.
    public var clockDelay: Int64 = 0

    public init(path: String, port: Int, family: String, times: Times? = nil) {
        self.path = path
        self.port = port
        self.family = family
        self.times = times
    }

    /// Times of a refresh, in milliseconds.
    public struct Times: Codable, Sendable {
        public var lease: Int64
        public var callLimit: Int64
        public var margin: Int64

        public init(lease: Int64, callLimit: Int64, margin: Int64) {
            self.lease = lease
            self.callLimit = callLimit
            self.margin = margin
        }
    }
}
