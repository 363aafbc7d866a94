public import ConnectionsKit

extension ConnectionError {
    /// Whether the service may have acted on a call that gave no usable answer.
    ///
    /// It is `false` when nothing was sent, and when the service itself refused. Where it is `true`, repeat the call only
    /// if doing it twice does no harm.
    public var mayHaveBeenSent: Bool {
        (self.cause as? HTTPTransportError)?.mayHaveBeenSent ?? false
    }
}
