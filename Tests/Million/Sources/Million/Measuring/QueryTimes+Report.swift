extension QueryTimes {
    /// Prints a line for each question, and refuses those whose time grows with the file.
    func report() async throws {
        let sizes = "\(self.small.population.grants) | \(self.large.population.grants)"
        say(
            "| question | µs of processor time, warm: \(sizes) | ratio | scattered: \(sizes) | ratio | pages, cold: \(sizes) | µs, cold: \(sizes) |"
        )
        say("|\(String(repeating: "---|", count: 11))")
        var problems: [String] = []
        for figure in try await self.measure() {
            let numbers = [
                figure.warm.small.rounded(1), figure.warm.large.rounded(1), figure.warm.ratio.rounded(2),
                figure.scattered.small.rounded(1), figure.scattered.large.rounded(1), figure.scattered.ratio.rounded(2),
                figure.pages.small.rounded(0), figure.pages.large.rounded(0), figure.cold.small.rounded(0),
                figure.cold.large.rounded(0),
            ]
            say("| \(([figure.name] + numbers).joined(separator: " | ")) |")
            if figure.warm.ratio > Options.ratio {
                problems.append("\(figure.name): \(figure.warm.ratio.rounded(2)) times the time")
            }
            // A row and what leads to it, and the way from the roots of the trees.
            let pages = Double(2 * figure.found + 20)
            if figure.pages.large > pages {
                problems.append("\(figure.name): \(figure.pages.large) pages for \(figure.found) records")
            }
        }
        try require(problems.isEmpty, problems.joined(separator: "\n"))
    }
}
