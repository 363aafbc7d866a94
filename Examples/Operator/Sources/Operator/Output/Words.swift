/// A number with the word for what is counted, such as `1 account` and `12,000 accounts`.
func counted(_ number: Int, _ word: String, _ plural: String? = nil) -> String {
    "\(grouped(number)) \(number == 1 ? word : plural ?? word + "s")"
}

/// A number with a comma before each three digits.
func grouped(_ number: Int) -> String {
    var text = String(number.magnitude)
    var index = text.endIndex
    while text.distance(from: text.startIndex, to: index) > 3 {
        index = text.index(index, offsetBy: -3)
        text.insert(",", at: index)
    }
    return (number < 0 ? "-" : "") + text
}

/// A size in the largest unit of which there is one, such as `4.2 MB`.
func size(_ bytes: Int) -> String {
    var value = Double(bytes)
    var unit = 0
    let units = ["bytes", "kB", "MB", "GB", "TB"]
    while value >= 1_000, unit < units.count - 1 {
        value /= 1_000
        unit += 1
    }
    if unit == 0 { return "\(bytes) bytes" }
    let tenths = Int((value * 10).rounded())
    return "\(grouped(tenths / 10)).\(tenths % 10) \(units[unit])"
}
