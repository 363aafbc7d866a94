package import ConnectionsKit

/// The date format of HTTP (RFC 9110 section 5.6.7), in the one form that senders may use today.
package enum HTTPDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    private static let weekdays: Set<Substring> = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    /// The moment of an IMF-fixdate such as `Sun, 06 Nov 1994 08:49:37 GMT`, or nothing.
    package static func timestamp(_ text: String) -> Timestamp? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0].hasSuffix(","), Self.weekdays.contains(parts[0].dropLast()), parts[5] == "GMT",
            let day = self.number(parts[1], digits: 2), let month = self.months.firstIndex(of: String(parts[2])),
            let year = self.number(parts[3], digits: 4)
        else { return nil }
        let clock = parts[4].split(separator: ":", omittingEmptySubsequences: false)
        guard clock.count == 3, let hour = self.number(clock[0], digits: 2),
            let minute = self.number(clock[1], digits: 2),
            let second = self.number(clock[2], digits: 2), (1...31).contains(day), hour < 24, minute < 60, second <= 60
        else { return nil }
        let days = self.days(year: year, month: month + 1, day: day)
        // There is no such day when it falls into the next month.
        let next =
            month == 11 ? self.days(year: year + 1, month: 1, day: 1) : self.days(year: year, month: month + 2, day: 1)
        guard days < next else { return nil }
        return Timestamp(milliseconds: (((days * 24 + hour) * 60 + minute) * 60 + second) * 1_000)
    }

    private static func number(_ text: Substring, digits: Int) -> Int64? {
        guard text.utf8.count == digits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int64(text)
    }

    /// The days since 1970, after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"; years from 0.
    private static func days(year: Int64, month: Int, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (Int64(month) + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
