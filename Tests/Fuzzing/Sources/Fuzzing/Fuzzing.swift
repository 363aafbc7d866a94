import Foundation

// libFuzzer brings the program's entry; it calls this for each input, and keeps the input when the program ends by it.

private let parser: FuzzedParser = {
    let name = ProcessInfo.processInfo.environment["FUZZED_PARSER"] ?? ""
    guard let parser = FuzzedParser(rawValue: name) else {
        let names = FuzzedParser.allCases.map(\.rawValue).joined(separator: ", ")
        FileHandle.standardError.write(Data("FUZZED_PARSER names no parser; there are: \(names)\n".utf8))
        exit(2)
    }
    return parser
}()

@_cdecl("LLVMFuzzerTestOneInput") func check(start: UnsafePointer<UInt8>?, count: Int) -> Int32 {
    let input = [UInt8](UnsafeBufferPointer(start: start, count: count))
    do throws(Violation) {
        try parser.check(input)
    } catch {
        FileHandle.standardError.write(Data("BROKEN PROMISE of \(parser.rawValue): \(error)\n".utf8))
        abort()
    }
    return 0
}
