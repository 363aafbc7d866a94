import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct SeededRandomnessTests {
    @Test func `the generator is SplitMix64`() {
        var generator = SeededGenerator(seed: 1_234_567)
        let numbers = (0..<5).map { _ in generator.next() }
        let published: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
        ]
        #expect(numbers == published)
    }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func `one seed gives one run of bytes`(_ seed: UInt64) {
        let (first, second) = (RandomSource.seeded(seed), RandomSource.seeded(seed))
        for count in [0, 1, 16, 32] { #expect(first.bytes(count) == second.bytes(count)) }
        #expect(first.bytes(16) != second.bytes(17).dropLast(1).map { $0 ^ 1 })
        #expect(RandomSource.seeded(seed).bytes(16) != RandomSource.seeded(seed + 1).bytes(16))
    }

    @Test func `a source does not repeat itself`() {
        let source = RandomSource.seeded(1)
        #expect(Set((0..<1_000).map { _ in source.bytes(16) }).count == 1_000)
        #expect(source.bytes(1_000).count == 1_000)
    }
}
