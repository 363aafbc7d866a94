import ConnectionsKit
import ConnectionsKitTesting
import Foundation
import Testing

@testable import ConnectionsKitSQLite

/// What each kind of failure is to a caller, and to the person who reads it.
@Suite struct FailureTableTests {
    struct Line: Sendable, CustomTestStringConvertible {
        let kind: SQLiteFailure.Kind
        let reason: SQLiteFailure.Reason
        let code: StoreError.Code
        let happened: String
        let remedy: String
        var testDescription: String { self.reason.rawValue }

        init(
            _ kind: SQLiteFailure.Kind, _ reason: SQLiteFailure.Reason, _ code: StoreError.Code, _ happened: String,
            _ remedy: String
        ) {
            (self.kind, self.reason, self.code) = (kind, reason, code)
            (self.happened, self.remedy) = (happened, remedy)
        }
    }

    static let table = [
        Line(.busy, .busy, .unavailable, "another connection kept it locked", "look for a process"),
        Line(
            .heldElsewhere(wanted: .exclusive), .heldElsewhere, .unavailable, "is open elsewhere",
            "open it with the access `shared`"),
        Line(
            .heldElsewhere(wanted: .readWrite), .heldElsewhere, .unavailable, "with exclusive access",
            "Close the store that has it"),
        Line(.full, .full, .unavailable, "the change was undone", "Free some space"),
        Line(.readOnly, .readOnly, .unavailable, "cannot be written", "Let this process write the file and its folder"),
        Line(.damaged, .damaged, .corrupt, "is damaged", "restore the file from a backup"),
        Line(.notDatabase, .notDatabase, .corrupt, "is not a SQLite database", "Check the path"),
        Line(.cannotOpen, .cannotOpen, .unavailable, "cannot be opened", "Check that its folder exists"),
        Line(.permissionDenied, .permissionDenied, .unavailable, "may not be opened by the user", "Let that user read"),
        Line(.vanished, .vanished, .unavailable, "was moved, deleted or replaced", "Put the file back"),
        Line(.inputOutput, .inputOutput, .unavailable, "by the operating system", "Check the disk and the mount"),
        Line(
            .constraint(ConstraintViolation(.check)), .constraint, .corrupt, "refused a row",
            "Read the rows that it meets"),
        Line(.foreign(applicationID: 7), .foreign, .corrupt, "another application", "Choose another path"),
        Line(.newerSchema(found: 2, supported: 1), .newerSchema, .corrupt, "schema version 2", "Update the library"),
        Line(.exists, .exists, .unavailable, "something is there already", "Choose another path"),
        Line(.interrupted, .interrupted, .unavailable, "was interrupted", "Try again"),
        Line(.other, .other, .unavailable, "could not run a statement", "please report it"),
    ]

    @Test(arguments: table) func `a failure names the file, what happened and the remedy`(_ line: Line) {
        let failure = SQLiteFailure(line.kind, code: 5, file: "/data/store.sqlite", detail: "a detail")
        let error = StoreError(failure)
        #expect(failure.reason == line.reason)
        #expect(error.code == line.code)
        #expect((error.cause as? SQLiteFailure) == failure)
        #expect(error.message.hasPrefix("The database \"/data/store.sqlite\" "))
        #expect(error.message.contains(line.happened))
        #expect(error.message.contains("a detail; SQLite result code 5"))
        #expect(failure.remedy.contains(line.remedy))
        #expect(error.message.hasSuffix(failure.remedy))
        #expect(line.reason.description == line.reason.rawValue)
    }

    private func refusal(_ path: String) async -> SQLiteFailure? {
        let refused = await storeError { () throws(StoreError) in _ = try await SQLiteConnectionStore.open(at: path) }
        return refused?.cause as? SQLiteFailure
    }

    @Test func `a folder at the path is told`() async throws {
        let folder = try TemporaryFolder()
        let refused = await self.refusal(folder.path)
        #expect(refused?.reason == .cannotOpen)
        #expect(refused?.message.contains("Is a directory") == true)
    }

    @Test func `a missing folder is told`() async throws {
        let folder = try TemporaryFolder()
        let refused = await self.refusal(folder.file("missing/store.sqlite"))
        #expect(refused?.reason == .cannotOpen)
        #expect(refused?.message.contains("No such file or directory") == true)
    }

    @Test(.enabled(if: geteuid() == 0, "only root may become somebody else"))
    func `a file that belongs to somebody else is told as that`() async throws {
        let folder = try TemporaryFolder()
        do { _ = try await SQLiteConnectionStore.open(at: folder.file()) }
        _ = unsafe chmod(folder.path, 0o755)
        let path = folder.file()
        await #expect(processExitsWith: .success) { [path = path as String] in
            #expect(setuid(65_534) == 0)
            let refused = await storeError { () throws(StoreError) in
                _ = try await SQLiteConnectionStore.open(at: path)
            }
            #expect((refused?.cause as? SQLiteFailure)?.reason == .permissionDenied)
            #expect(refused?.message.contains("Permission denied") == true)
            let unseen = await storeError { () throws(StoreError) in
                _ = try await SQLiteConnectionStore.inspect(at: path)
            }
            #expect((unseen?.cause as? SQLiteFailure)?.reason == .permissionDenied)
        }
    }

    @Test func `an error of the system in the middle of a commit undoes it, and the store goes on afterwards`()
        async throws
    {
        let folder = try TemporaryFolder()
        let path = folder.file()
        do { _ = try await SQLiteConnectionStore.open(at: path) }
        await #expect(processExitsWith: .success) { [path = path as String] in
            let store = try await SQLiteConnectionStore.open(at: path)
            try await store.commit { $0.insert(Application.fixture("before")) }
            // No file may grow beyond this: writing is then an error that is not a full disk.
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit()
            unsafe getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
            let before = limit.rlim_cur
            limit.rlim_cur = 100_000
            let isLimited = unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0
            #expect(isLimited)
            let refused = await storeError { () throws(StoreError) in
                try await store.commit { changes in
                    changes.insert(Application.fixture("after", name: String(repeating: "x", count: 200_000)))
                }
            }
            #expect((refused?.cause as? SQLiteFailure)?.reason == .inputOutput)
            limit.rlim_cur = before
            let isFree = unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0
            #expect(isFree)
            try await store.commit { $0.insert(Application.fixture("later")) }
            #expect(try await store.all(.applications, in: .fixture).map(\.id) == ["before", "later"])
        }
    }
}
