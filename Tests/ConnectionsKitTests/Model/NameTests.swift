import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct ConnectionNameTests {
    @Test(arguments: [
        "a", "Zoho Books", "R&D @ home!", "a:b-c_d\\e|f/g~h*i", "日本語", "Größe 7", "cafe\u{301}", "١٢٣", " a ",
        String(repeating: "é", count: 50),
    ])
    func `a good name`(name: String) throws {
        try ConnectionName.validate(name)
    }

    @Test(arguments: [
        ("a#b", "#"), ("a.b", "."), ("a,b", ","), ("a\tb", "\t"), ("a'b", "'"), ("a🙂", "🙂"), ("a\u{202E}b", "\u{202E}"),
        ("a\u{0}", "\u{0}"), ("½", "½"), ("a\u{200B}", "\u{200B}"), ("a\u{FEFF}", "\u{FEFF}"), ("(x)", "("),
        ("a\u{200D}b", "a\u{200D}"), ("a\u{E0041}b", "a\u{E0041}"),
    ])
    func `a bad character is named`(name: String, character: String) {
        let error = #expect(throws: InvalidInput.self) { try ConnectionName.validate(name, field: "title") }
        #expect(error?.field == "title" && error?.problem == "the character \"\(character)\" is not allowed")
    }

    @Test(arguments: [0, 51, 100, 1_000]) func `a bad length is named`(length: Int) {
        let error = #expect(throws: InvalidInput.self) {
            try ConnectionName.validate(String(repeating: "x", count: length))
        }
        #expect(error?.problem.contains("\(length) characters") == true)
    }

    @Test(arguments: [" ", "   ", String(repeating: " ", count: 50)]) func `a blank name is refused`(name: String) {
        #expect(throws: InvalidInput.self) { try ConnectionName.validate(name) }
    }

    @Test func `one character cannot carry a text of marks`() {
        let name = "a" + String(repeating: "\u{301}", count: 5_000)
        #expect(throws: InvalidInput.self) { try ConnectionName.validate(name) }
    }

    @Test(arguments: [
        ("Zoho Books", "zoho_books"), ("  R&D @ home! ", "r_d_home"), ("A--B__C", "a_b_c"), ("9 lives", "c_9_lives"),
        ("日本語", "connection"), ("_x", "x"), ("Größe", "gr_e"), ("ÉTÉ", "t"), ("ÉÉ", "connection"),
        ("& @", "connection"),
        ("System", "c_system"), ("system CRM", "c_system_crm"), ("Systems", "systems"), ("a\u{20D7}b", "b"), ("a", "a"),
        ("İstanbul", "stanbul"),
        (String(repeating: "long ", count: 20), "long_long_long_long_long_long_long_long_long_long"),
    ])
    func `a link name is made of a name`(name: String, link: String) {
        #expect(ConnectionName.linkName(for: name) == link)
    }

    @Test(arguments: 0..<100 as Range<UInt64>) func `a link name keeps its rule, whatever the name and number`(
        seed: UInt64
    ) {
        var random = SeededGenerator(seed: seed)
        let scalars = (0..<Int.random(in: 0...70, using: &random)).compactMap { _ in
            Unicode.Scalar(UInt32.random(in: 0...0x2FFF, using: &random))
        }
        let name = String(String.UnicodeScalarView(scalars))
        for number in [1, 2, 10, 9_999] {
            let link = ConnectionName.linkName(for: name, number: number)
            #expect((1...50).contains(link.utf8.count))
            #expect(link.utf8.first.map { (0x61...0x7A).contains($0) } == true)
            let isPlain = link.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
            }
            #expect(isPlain)
            #expect(number == 1 || link.hasSuffix("_\(number)"))
            #expect(throws: Never.self) { try ConnectionName.validate(linkName: link) }
        }
    }

    @Test(arguments: ["a", "a1_", "system", "zoho_books_copy_2", String(repeating: "x", count: 50)])
    func `a good link name`(linkName: String) throws {
        try ConnectionName.validate(linkName: linkName)
    }

    @Test(arguments: [
        ("", "0 characters"), (String(repeating: "x", count: 51), "51 characters"), ("Books", "\"B\""),
        ("a-b", "\"-\""),
        ("a b", "\" \""), ("größe", "\"ö\""), ("a\u{301}", "\"a\u{301}\""), ("9a", "begins with \"9\""),
        ("_a", "begins with \"_\""), ("system_crm", "\"system_\" begins"),
    ])
    func `a bad link name names its fault`(linkName: String, problem: String) {
        let error = #expect(throws: InvalidInput.self) { try ConnectionName.validate(linkName: linkName, field: "x") }
        #expect(error?.field == "x" && error?.problem.contains(problem) == true && error?.remedy.isEmpty == false)
    }

    @Test(arguments: [
        ("Books", 1, "Books_copy", "books_copy"), ("Books", 2, "Books_copy_2", "books_copy_2"),
        ("Books_copy", 1, "Books_copy_copy", "books_copy_copy"), ("日本語", 3, "日本語_copy_3", "connection_copy_3"),
        (
            String(repeating: "é", count: 50), 1, String(repeating: "é", count: 45) + "_copy", "connection_copy"
        ),
        (
            String(repeating: "ab ", count: 17), 12, String(repeating: "ab ", count: 13) + "ab_copy_12",
            String(repeating: "ab_", count: 13) + "ab_copy_12"
        ),
    ])
    func `a copy is told by its ending, which is never cut off`(
        name: String, number: Int, copy: String, linkName: String
    ) throws {
        let made = ConnectionName.copy(of: name, number: number)
        #expect(made.name == copy && made.linkName == linkName)
        try ConnectionName.validate(made.name)
        try ConnectionName.validate(linkName: made.linkName)
    }

    @Test func `a copy of a name with as many bytes as there may be keeps within them`() throws {
        let name = String(repeating: "a" + String(repeating: "\u{301}", count: 12), count: 40)
        #expect(name.utf8.count == 1_000)
        try ConnectionName.validate(ConnectionName.copy(of: name, number: 99).name)
        try ConnectionName.validate(ConnectionName.numbered(name, 2, separator: " "))
    }
}

@Suite struct PlaceTests {
    @Test(arguments: [
        (Place.smsAction("note"), #"SMS action "note""#),
        (.formWorkflow("sale", event: "sold"), #"form workflow "sale" on sold"#),
        (.integrationTask("push"), #"integration task "push""#), (.invokeURL("f"), #"invokeURL task "f""#),
        (.pagePanel("home", panel: "numbers"), #"page panel "home", panel "numbers""#),
    ])
    func `each kind reads as words`(place: Place, text: String) throws {
        #expect(place.description == text)
        try place.validate()
    }

    @Test func `there are five kinds, and each has a place`() {
        let places: [Place] = [
            .smsAction("a"), .formWorkflow("a", event: "b"), .integrationTask("a"), .invokeURL("a"),
            .pagePanel("a", panel: "b"),
        ]
        #expect(Set(places.map(\.kind)) == Set(Place.Kind.allCases) && Place.Kind.allCases.count == 5)
        #expect(Set(places).count == 5)
    }

    @Test(arguments: ["", "a\nb", "a\u{7F}", String(repeating: "x", count: 101)])
    func `bad parts name their field`(text: String) {
        let component = #expect(throws: InvalidInput.self) { try Place.invokeURL(text).validate() }
        #expect(component?.field == "place.component")
        let detail = #expect(throws: InvalidInput.self) { try Place.pagePanel("home", panel: text).validate() }
        #expect(detail?.field == "place.detail")
    }

    @Test func `a hundred characters are accepted`() throws {
        try Place.pagePanel(String(repeating: "ü", count: 100), panel: String(repeating: "x", count: 100)).validate()
    }
}

@Suite struct HostIDTests {
    @Test(arguments: ["a", "ünïcode 1", String(repeating: "x", count: 200), "user@example.com", "a/b:c"])
    func `the host's text is taken as it is`(text: String) throws {
        try AccountID(text).validate(field: "account")
        #expect(AccountID(text).text == text && AccountID(text).description == text)
    }

    @Test(arguments: [
        "", "a\u{0}", "\n", "a\u{1F}b", "\u{7F}", String(repeating: "x", count: 201),
        String(repeating: "ü", count: 101),
    ])
    func `what cannot be an identifier is refused`(text: String) {
        let error = #expect(throws: InvalidInput.self) { try UserID(text).validate(field: "principal.user") }
        #expect(error?.field == "principal.user")
    }

    @Test func `identifiers are compared byte for byte`() {
        let composed = AccountID("caf\u{E9}")
        let decomposed = AccountID("cafe\u{301}")
        #expect(composed != decomposed && Set([composed, decomposed]).count == 2)
        #expect(decomposed < composed && !(composed < decomposed))
        #expect(AccountID("a\u{323}\u{307}") != AccountID("a\u{307}\u{323}"))
        #expect(AccountID("A") != AccountID("a") && AccountID("x") == AccountID("x"))
        #expect(Set([AccountID("x"), AccountID("x")]).count == 1)
    }
}

@Suite struct LiveEnvironmentTests {
    @Test func `each side has its environments`() {
        #expect(LiveEnvironment.allCases.filter { $0.exists(on: .console) } == [.development, .stage])
        #expect(LiveEnvironment.allCases.filter { $0.exists(on: .client) } == [.stage, .production])
    }
}
