import HTTPTypes

@testable import ConnectionsKit
@testable import ConnectionsKitHTTP

extension FuzzedParser {
    static func checkWait(_ input: [UInt8]) throws(Violation) {
        let (line, rest) = Self.firstLine(of: input)
        let text = String(decoding: line, as: UTF8.self)
        var fields = HTTPFields()
        fields[.retryAfter] = text
        fields[.date] = String(decoding: Self.firstLine(of: rest).line, as: UTF8.self)
        let wait = RetryAfter.duration(in: fields)
        try hold(wait == RetryAfter.duration(in: fields), "a wait reads twice the same")
        try hold(wait.map { (.zero...Duration.seconds(365 * 86_400)).contains($0) } ?? true, "a wait is in its range")
        guard let moment = HTTPDate.timestamp(text) else { return }
        // The weekday is not compared, since nothing depends on it; a leap second is the next minute's first.
        let written = Self.date(moment)
        let isLeapSecond = text.hasSuffix(":60 GMT")
        try hold(isLeapSecond || written.dropFirst(5) == text.dropFirst(5), "a date comes back as written")
    }

    /// The date in the form of HTTP, with a weekday that is always the same.
    private static func date(_ moment: Timestamp) -> String {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        var days = moment.milliseconds / 86_400_000
        var rest = moment.milliseconds % 86_400_000
        if rest < 0 {
            rest += 86_400_000
            days -= 1
        }
        func isLeap(_ year: Int64) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
        var year: Int64 = 1970 + days / 146_097 * 400
        days %= 146_097
        while days < 0 {
            year -= 1
            days += isLeap(year) ? 366 : 365
        }
        while days >= (isLeap(year) ? 366 : 365) {
            days -= isLeap(year) ? 366 : 365
            year += 1
        }
        let lengths: [Int64] = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var month = 0
        while days >= lengths[month] {
            days -= lengths[month]
            month += 1
        }
        func padded(_ number: Int64, _ count: Int) -> String {
            let digits = "\(number)"
            return String(repeating: "0", count: max(0, count - digits.count)) + digits
        }
        let clock = [rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60].map { padded($0, 2) }
        return "Mon, \(padded(days + 1, 2)) \(months[month]) \(padded(year, 4)) \(clock.joined(separator: ":")) GMT"
    }
}
