import ConnectionsKit

extension HTTPBody {
    /// All of its bytes, for a transport that cannot send chunks as they come.
    ///
    /// - Parameter limits: how long it may take and how many bytes it may be.
    /// - Returns: the bytes.
    /// - Throws: ``HTTPTransportError``, with the source's own error as its cause where that failed; nothing was sent.
    public func collected(within limits: HTTPLimits) async throws(HTTPTransportError) -> [UInt8] {
        if let bytes = self.bytes { return bytes }
        let outcome = await withDeadline(limits.timeout, time: .system) { () -> Result<[UInt8], HTTPTransportError> in
            do throws(HTTPTransportError) { return .success(try await self.collected(upTo: limits)) } catch {
                return .failure(error)
            }
        }
        guard let outcome else {
            throw HTTPTransportError(
                .timedOut, "The request's body was not complete in time.", mayHaveBeenSent: false)
        }
        return try outcome.get()
    }

    private func collected(upTo limits: HTTPLimits) async throws(HTTPTransportError) -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            try await self.forEachChunk { chunk in
                guard chunk.count <= limits.maximumRequestBytes - bytes.count else {
                    throw HTTPTransportError(
                        .invalidRequest, "The request's body is longer than \(limits.maximumRequestBytes) bytes.",
                        mayHaveBeenSent: false)
                }
                bytes += chunk
            }
        } catch let error as HTTPTransportError {
            throw error
        } catch {
            if Task.isCancelled { throw .bodyCancelled }
            throw HTTPTransportError(
                .bodyFailed, "The source of the request's body failed.", mayHaveBeenSent: false, cause: error)
        }
        // Most sequences end when their reader is cancelled: what came until then is not the body.
        if Task.isCancelled { throw .bodyCancelled }
        if let length = self.length, length != bytes.count {
            throw HTTPTransportError(
                .bodyFailed, "The request's body has \(bytes.count) bytes instead of \(length).",
                mayHaveBeenSent: false)
        }
        return bytes
    }
}

extension HTTPTransportError {
    /// The error of a body whose chunks could be had once.
    package static let bodyNotRepeatable = HTTPTransportError(
        .bodyNotRepeatable, "The request's body was read before and cannot be read again.", mayHaveBeenSent: false)

    fileprivate static let bodyCancelled = HTTPTransportError(
        .cancelled, "The calling task was cancelled.", mayHaveBeenSent: false)
}
