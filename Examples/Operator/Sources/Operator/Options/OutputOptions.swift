import ArgumentParser

/// How a command says what it found.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Write one JSON document to the standard output.")
    var json = false

    @Flag(help: "Show neither progress nor notes.")
    var quiet = false
}
