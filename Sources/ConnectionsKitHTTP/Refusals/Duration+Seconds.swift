extension Duration {
    /// The seconds, with their fraction where there is one.
    var inSeconds: String {
        let (seconds, rest) = self.components
        return rest == 0 ? "\(seconds)" : "\(Double(seconds) + Double(rest) / 1e18)"
    }
}
