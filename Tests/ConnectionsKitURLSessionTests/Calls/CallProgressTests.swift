import ConnectionsKitHTTP
import Foundation
import HTTPTypes
import Testing

@testable import ConnectionsKitURLSession

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

struct CallProgressTests {
    typealias Event = CallProgress.Event

    static let ok = Event.response(HTTPResponse(status: .ok), length: -1)

    static func failed(_ code: URLError.Code) -> Event { .failed(SessionFailure(code: code, text: "text")) }

    static func progress(hasBody: Bool = true, isHead: Bool = false, hasOwnConnection: Bool = false) -> CallProgress {
        CallProgress(
            host: "example.com", hasBody: hasBody, isHead: isHead, hasOwnConnection: hasOwnConnection,
            limits: .test(maximumBodyBytes: 4))
    }

    /// Feeds `events`, and gives every outcome that they bring.
    static func outcomes(of events: [Event], _ progress: CallProgress = Self.progress()) -> [CallProgress.Outcome] {
        var progress = progress
        return events.compactMap { progress.note($0) }
    }

    static let endings: [Event] = [
        .repeated, .finished, failed(.unknown), failed(.networkConnectionLost), .cancelled, .expired, .overrun,
        .data([1, 2, 3, 4, 5]), .response(HTTPResponse(status: .ok), length: 5),
    ]

    static let all: [Event] = endings + [.started, .sentBody, ok, .data([1])]

    @Test func `a call ends once, whatever happens in whatever order`() {
        for first in Self.all {
            for second in Self.all {
                for third in Self.all {
                    let outcomes = Self.outcomes(of: [first, second, third] + Self.endings)
                    #expect(outcomes.count == 1, "\(first), \(second), \(third)")
                }
            }
        }
    }

    @Test(arguments: [Event.started, .sentBody, ok, .data([1]), .response(HTTPResponse(status: .continue), length: 9)])
    func `a step on the way ends nothing`(event: Event) {
        #expect(Self.outcomes(of: [event]).isEmpty)
    }

    @Test func `the reply is the last response and all the data`() throws {
        let created = Event.response(HTTPResponse(status: .created), length: 4)
        let outcome = Self.outcomes(of: [.started, Self.ok, created, .data([1, 2]), .data([3, 4]), .finished]).first
        let reply = try #require(try outcome?.get())
        #expect(reply.response.status == .created)
        #expect(reply.body == [1, 2, 3, 4])
    }

    @Test func `an announced length over the limit counts unless nothing will come`() throws {
        let announced = Event.response(HTTPResponse(status: .ok), length: 5)
        #expect(Self.code(of: Self.outcomes(of: [announced])) == .bodyTooLarge)
        let head = Self.outcomes(of: [announced, .finished], Self.progress(hasBody: false, isHead: true))
        #expect(try head.first?.get().response.status == .ok)
    }

    @Test func `an end without a response is no reply`() {
        #expect(Self.code(of: Self.outcomes(of: [.started, .finished])) == .interrupted)
    }

    struct Certainty: Sendable {
        var events: [Event]
        var hasBody = true
        var hasOwnConnection = false
        var code: HTTPTransportError.Code
        var mayHaveBeenSent: Bool
    }

    @Test(arguments: [
        // With a body, what was sent of it decides.
        Certainty(events: [failed(.cannotConnectToHost)], code: .unreachable, mayHaveBeenSent: false),
        Certainty(events: [failed(.cannotFindHost)], code: .unreachable, mayHaveBeenSent: false),
        Certainty(events: [failed(.unknown)], code: .unreachable, mayHaveBeenSent: false),
        Certainty(events: [failed(.networkConnectionLost)], code: .interrupted, mayHaveBeenSent: false),
        Certainty(events: [.sentBody, failed(.cannotConnectToHost)], code: .interrupted, mayHaveBeenSent: true),
        Certainty(events: [.sentBody, failed(.cannotFindHost)], code: .interrupted, mayHaveBeenSent: true),
        Certainty(events: [ok, failed(.unknown)], code: .interrupted, mayHaveBeenSent: true),
        Certainty(events: [.repeated], code: .interrupted, mayHaveBeenSent: true),
        // Without one, only a host without an address is certain, and only when no kept connection came before.
        Certainty(events: [failed(.cannotConnectToHost)], hasBody: false, code: .unreachable, mayHaveBeenSent: true),
        Certainty(events: [failed(.cannotFindHost)], hasBody: false, code: .unreachable, mayHaveBeenSent: true),
        Certainty(
            events: [failed(.cannotFindHost)], hasBody: false, hasOwnConnection: true, code: .unreachable,
            mayHaveBeenSent: false),
        Certainty(
            events: [failed(.cannotConnectToHost)], hasBody: false, hasOwnConnection: true, code: .unreachable,
            mayHaveBeenSent: true),
        Certainty(events: [failed(.unknown)], hasBody: false, code: .interrupted, mayHaveBeenSent: true),
        // The caller's own endings know nothing of what is on its way.
        Certainty(events: [.cancelled], code: .cancelled, mayHaveBeenSent: false),
        Certainty(events: [.started, .cancelled], code: .cancelled, mayHaveBeenSent: true),
        Certainty(events: [.started, .expired], code: .timedOut, mayHaveBeenSent: true),
    ])
    func `the error says whether the server can have the request`(_ certainty: Certainty) {
        let outcomes = Self.outcomes(
            of: certainty.events,
            Self.progress(hasBody: certainty.hasBody, hasOwnConnection: certainty.hasOwnConnection))
        #expect(Self.code(of: outcomes) == certainty.code)
        #expect(throws: HTTPTransportError.self) { try outcomes.first?.get() }
        if case .failure(let error) = outcomes.first { #expect(error.mayHaveBeenSent == certainty.mayHaveBeenSent) }
    }

    static func code(of outcomes: [CallProgress.Outcome]) -> HTTPTransportError.Code? {
        guard case .failure(let error) = outcomes.first else { return nil }
        return error.code
    }
}
