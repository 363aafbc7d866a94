import ConnectionsKit
import ConnectionsKitHTTP
import Testing

@Suite struct HTTPDateTests {
    static let dates: [(String, Int64)] = [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799), ("Sat, 01 Jan 0000 00:00:00 GMT", -62_167_219_200),
        ("Tue, 29 Feb 2000 23:59:59 GMT", 951_868_799), ("Thu, 01 Jan 2026 00:00:00 GMT", 1_767_225_600),
        ("Sat, 31 Dec 2016 23:59:60 GMT", 1_483_228_800), ("Wed, 31 Dec 1969 23:59:59 GMT", -1),
    ]

    @Test(arguments: Self.dates) func `a date is read`(text: String, seconds: Int64) {
        #expect(HTTPDate.timestamp(text) == Timestamp(milliseconds: seconds * 1_000))
    }

    @Test(arguments: [
        "", "120", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 00 Nov 1994 08:49:37 GMT", "Sun, 32 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:37 GMT", "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sun, 06 Nov 94 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
        "Xyz, 06 Nov 1994 08:49:37 GMT",
        "Thu, 29 Feb 1900 00:00:00 GMT", "Mon, 30 Feb 2004 00:00:00 GMT", "Thu, 31 Apr 2026 00:00:00 GMT",
        "Sun, 06 Nov 1994 -1:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT ",
    ]) func `what is no such date gives nothing`(text: String) {
        #expect(HTTPDate.timestamp(text) == nil)
    }
}
