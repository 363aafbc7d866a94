import Shared

/// What the worker says to the driver.
enum Output {
    static func say(_ event: WorkerEvent) {
        guard let line = try? JSONLine.encode(event) else { return }
        LineChannel(input: 0, output: 1).writeLine(line)
    }
}
