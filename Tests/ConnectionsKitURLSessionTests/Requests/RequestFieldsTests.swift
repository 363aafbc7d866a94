import Testing

@testable import ConnectionsKitURLSession

struct RequestFieldsTests {
    @Test(arguments: 0...255) func `no control character but the tab is part of a value`(byte: Int) {
        let isControl = (byte < 0x20 && byte != 0x09) || byte == 0x7F
        #expect(RequestFields.isFieldCharacter(UInt8(byte)) == !isControl)
    }
}
