import ConnectionsKit
import ConnectionsKitTesting
import Foundation
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        (0 as Int64, "1970-01-01T00:00:00Z"), (1_767_225_600_000, "2026-01-01T00:00:00Z"),
        (951_782_400_000, "2000-02-29T00:00:00Z"), (4_107_542_400_000, "2100-03-01T00:00:00Z"),
        (4_107_456_000_000, "2100-02-28T00:00:00Z"), (1_709_164_799_999, "2024-02-28T23:59:59.999Z"),
        (1_709_164_800_000, "2024-02-29T00:00:00Z"), (1_735_689_599_001, "2024-12-31T23:59:59.001Z"),
        (-1, "1969-12-31T23:59:59.999Z"), (-86_400_000, "1969-12-31T00:00:00Z"),
        (-62_135_596_800_000, "0001-01-01T00:00:00Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        (1_234_567_890_250, "2009-02-13T23:31:30.250Z"),
    ])
    func `known moments read as dates`(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).description == text)
    }

    @Test(arguments: 0..<40 as Range<UInt64>) func `the date is that of the calendar`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let seconds = Int64.random(in: -62_135_596_800...253_402_300_799, using: &random)
            let date = Date(timeIntervalSince1970: Double(seconds))
            let expected = date.formatted(Date.ISO8601FormatStyle(timeZone: .gmt))
            // The formatter's calendar changes in 1582, ours does not.
            guard seconds > -12_219_292_800 else { continue }
            #expect(Timestamp(milliseconds: seconds * 1_000).description == expected)
        }
    }

    @Test(arguments: 0..<40 as Range<UInt64>) func `a moment comes back from its date`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let moment = Timestamp(milliseconds: .random(in: -62_135_596_800_000...253_402_300_799_999, using: &random))
            #expect(Timestamp(moment.date) == moment)
        }
        let recent = Timestamp.fixture + .milliseconds(Int64(seed))
        #expect(Timestamp(recent.date) == recent)
    }

    @Test func `dates out of range stand at the ends`() {
        #expect(Timestamp(Date(timeIntervalSince1970: 1e300)).milliseconds == .max)
        #expect(Timestamp(Date(timeIntervalSince1970: -1e300)).milliseconds == .min)
        #expect(Timestamp(Date(timeIntervalSince1970: .infinity)).milliseconds == .max)
        #expect(Timestamp(Date(timeIntervalSince1970: -.infinity)).milliseconds == .min)
        #expect(Timestamp(Date(timeIntervalSince1970: .nan)).milliseconds == .max)
    }

    @Test func `arithmetic stops at the ends`() {
        let last = Timestamp(milliseconds: .max)
        let first = Timestamp(milliseconds: .min)
        let huge = Duration.seconds(Int64.max)
        #expect(last + .seconds(1) == last && first - .seconds(1) == first)
        // A duration that does not fit counts as the longest that does.
        let longAgo = Timestamp(milliseconds: -Int64.max + Timestamp.fixture.milliseconds)
        #expect(.fixture + huge == last && .fixture - huge == longAgo && .fixture - (.zero - huge) == last)
        #expect(first + (.zero - huge) == first && first - huge == first)
        #expect(last - first == .milliseconds(Int64.max) && first - last == .milliseconds(Int64.min))
        #expect(last.description.hasSuffix("Z") && first.description.hasSuffix("Z"))
    }

    @Test func `arithmetic is that of milliseconds`() {
        let moment = Timestamp(milliseconds: 1_000)
        #expect(moment + .milliseconds(250) == Timestamp(milliseconds: 1_250))
        #expect(moment - .seconds(2) == Timestamp(milliseconds: -1_000))
        #expect(moment + .microseconds(1_999) == Timestamp(milliseconds: 1_001))
        #expect(Timestamp(milliseconds: 5) - moment == .milliseconds(-995))
        #expect(Duration.microseconds(-1_999).wholeMilliseconds == -1)
        #expect(moment < moment + .milliseconds(1) && !(moment < moment))
    }

    @Test func `it encodes as one number`() throws {
        let data = try JSONEncoder().encode([Timestamp.fixture])
        #expect(String(decoding: data, as: UTF8.self) == "[1767225600000]")
        #expect(try JSONDecoder().decode([Timestamp].self, from: data) == [.fixture])
    }
}
