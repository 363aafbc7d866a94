/// Why a text cannot be part of an OAuth message.
package struct MessageError: Error, Sendable {
    /// What is wrong.
    package var code: Code
    /// What is wrong and how to put it right, for people; never a part of the text itself.
    package var message: String

    /// Makes an error.
    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The kinds of fault.
    package struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Value: String {
            case malformedEscape, invalidUTF8, verifierLength, verifierCharacter, randomBytes
        }
        private var value: Value
        private init(_ value: Value) { self.value = value }

        /// A `%` that two hexadecimal digits do not follow.
        package static let malformedEscape = Code(.malformedEscape)
        /// A name or a value whose bytes are not UTF-8.
        package static let invalidUTF8 = Code(.invalidUTF8)
        /// A PKCE verifier of fewer than 43 or more than 128 characters.
        package static let verifierLength = Code(.verifierLength)
        /// A PKCE verifier with a character that RFC 7636 does not allow.
        package static let verifierCharacter = Code(.verifierCharacter)
        /// Randomness for a PKCE verifier that is not 32 bytes long.
        package static let randomBytes = Code(.randomBytes)

        package var description: String { self.value.rawValue }
    }
}

extension MessageError: CustomStringConvertible {
    package var description: String { "MessageError(\(self.code)): \(self.message)" }
}
