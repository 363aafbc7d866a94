import ConnectionsKitHTTP
import HTTPTypes
import Testing

@Suite struct RetryAfterTests {
    static let now = "Sun, 06 Nov 1994 08:49:37 GMT"
    static let year = Duration.seconds(365 * 86_400)

    static let waits: [(String?, String?, Duration?)] = [
        (nil, now, nil), ("120", nil, .seconds(120)), ("0", nil, .zero), ("", nil, nil), ("-5", nil, nil),
        ("1.5", nil, nil),
        ("soon", now, nil), ("99999999999999999999999", nil, year), ("40000000", nil, year),
        ("Sun, 06 Nov 1994 08:50:07 GMT", now, .seconds(30)), ("Sun, 06 Nov 1994 08:49:07 GMT", now, .zero),
        ("Sun, 06 Nov 1994 08:50:07 GMT", nil, nil), ("Sun, 06 Nov 1994 08:50:07 GMT", "yesterday", nil),
        ("Sun, 06 Nov 2094 08:50:07 GMT", now, year),
    ]

    @Test(arguments: Self.waits)
    func `a wait is read in seconds or as a date`(retryAfter: String?, date: String?, wait: Duration?) {
        var fields = HTTPFields()
        fields[.retryAfter] = retryAfter
        fields[.date] = date
        #expect(RetryAfter.duration(in: fields) == wait)
    }
}
