/// Every way in which a value prints.
enum Printing {
    /// The texts that `value` prints, alone and inside other values.
    static func texts(of value: Any) -> [String] {
        var dumped = ""
        dump(value, to: &dumped, maxDepth: 24)
        var reflected: [String] = []
        self.reflect(value, depth: 0, into: &reflected)
        let array = [value]
        let optional: Any? = value
        let nested: [String: Any] = ["value": (1, value)]
        return [
            "\(value)", String(describing: value), String(reflecting: value), dumped, "\(array)",
            String(reflecting: array), "\(optional as Any)", String(reflecting: optional), "\(nested)",
        ] + reflected
    }

    private static func reflect(_ value: Any, depth: Int, into texts: inout [String]) {
        guard depth < 24 else { return }
        texts.append("\(value)")
        texts.append(String(reflecting: value))
        let mirror = Mirror(reflecting: value)
        var current: Mirror? = mirror
        while let level = current {
            for child in level.children {
                if let label = child.label { texts.append(label) }
                self.reflect(child.value, depth: depth + 1, into: &texts)
            }
            current = level.superclassMirror
        }
    }
}
