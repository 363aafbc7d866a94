import ConnectionsKit
import Testing

/// What `Scripts/prove fuzz` looks for with libFuzzer, in the short: the same promises on the same corpora.
@Suite struct CorpusTests {
    @Test(arguments: FuzzedParser.allCases) func `every input that is kept is read as promised`(
        parser: FuzzedParser
    ) throws {
        let corpus = try Corpus(of: parser)
        #expect(corpus.inputs.count >= 10)
        for (name, bytes) in corpus.inputs {
            #expect(throws: Never.self, "Tests/Fuzzing/Corpora/\(parser.rawValue)/\(name)") { try parser.check(bytes) }
        }
    }

    @Test(arguments: FuzzedParser.allCases, [1, 2, 3, 4] as [UInt64])
    func `damaged inputs are read as promised`(parser: FuzzedParser, seed: UInt64) throws {
        let inputs = try Corpus(of: parser).inputs.map(\.bytes)
        var mutation = Mutation(seed: seed)
        for round in 0..<500 {
            let input = mutation.next(of: inputs)
            do throws(Violation) {
                try parser.check(input)
            } catch {
                let text = Base64.encode(input, .standard)
                Issue.record(
                    "\(parser.rawValue), seed \(seed), round \(round): \(error); the input in base 64: \(text)")
                return
            }
        }
    }

    @Test func `the same seed damages in the same way, and another in another`() throws {
        let inputs = try Corpus(of: .message).inputs.map(\.bytes)
        func some(_ seed: UInt64) -> [[UInt8]] {
            var mutation = Mutation(seed: seed)
            return (0..<20).map { _ in mutation.next(of: inputs) }
        }
        #expect(some(1) == some(1))
        #expect(some(1) != some(2))
    }

    @Test func `each corpus has a parser`() throws {
        #expect(try Corpus.names() == FuzzedParser.allCases.map(\.rawValue).sorted())
    }

    @Test func `a broken promise is told`() {
        #expect(throws: Violation.self) { try hold(false, "this holds") }
        #expect(throws: Violation.self) {
            try Planted.mayNotShowSecret(in: CredentialError(.transient, "x \(Planted.secret.prefix(9))"))
        }
        #expect(throws: Violation.self) { try Planted.mayNotShow(in: CredentialError(.transient, "the canary")) }
    }
}
