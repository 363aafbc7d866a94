import Testing

@testable import ConnectionsKit

/// What a callback tells beside the code.
@Suite struct AuthorizationCallbackTests {
    @Test func `other parameters are kept, decoded`() throws {
        let callback = try AuthorizationCallback(
            "https://app.example/cb?state=s&code=c&realmId=9130&name=a+%26%20b&iss=i")
        #expect(callback.parameters == ["realmId": "9130", "name": "a & b"])
        #expect(callback.repeatedParameters.isEmpty)
        #expect(callback.issuer == "i" && callback.code?.reveal() == "c")
    }

    @Test func `a repeated one is not kept, however often it comes`() throws {
        for times in 2...4 {
            let text = "state=s&code=c&b=1" + String(repeating: "&a=1", count: times)
            let callback = try AuthorizationCallback(text)
            #expect(callback.parameters == ["b": "1"] && callback.repeatedParameters == ["a"])
        }
    }

    @Test(arguments: ["", "%00", "a%0Ab", "%7F", "%C2%85", String(repeating: "a", count: 2_049)])
    func `one that cannot be a detail is left out`(value: String) throws {
        let callback = try AuthorizationCallback("state=s&code=c&b=1&a=\(value)")
        #expect(callback.parameters == ["b": "1"])
    }

    @Test func `one that cannot be a detail still counts when it is repeated`() throws {
        let callback = try AuthorizationCallback("state=s&code=c&a=&a=1")
        #expect(callback.parameters.isEmpty && callback.repeatedParameters == ["a"])
    }

    @Test func `there are up to fifty`() throws {
        let text = "state=s&code=c" + (0..<60).map { "&p\($0)=\($0)" }.joined()
        let callback = try AuthorizationCallback(text)
        #expect(callback.parameters.count == 50 && callback.parameters["p49"] == "49")
    }

    @Test(arguments: ["state", "code", "error", "iss"]) func `what the protocol names is not repeated`(name: String) {
        let text = "state=s&code=c&error=e&iss=i&\(name)=x"
        #expect(throws: InvalidInput.self) { try AuthorizationCallback(text) }
    }

    @Test func `nothing of it prints`() throws {
        let callback = try AuthorizationCallback("state=s&code=c&realmId=canary")
        var dumped = ""
        dump(callback, to: &dumped)
        #expect(!"\(callback) \(String(reflecting: callback)) \(dumped)".contains("canary"))
    }
}
