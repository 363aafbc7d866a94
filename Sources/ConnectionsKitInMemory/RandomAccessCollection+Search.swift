extension RandomAccessCollection where Index == Int {
    /// The first index whose element meets a condition that holds from there on; the end when none does.
    func firstIndexFrom(where condition: (Element) -> Bool) -> Int {
        var (low, high) = (self.startIndex, self.endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if condition(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
