/// A value that is kept apart from what holds it, which then is a word long, and is copied when it is changed.
///
/// For errors: a function that waits keeps room for the error of each call in it, and ten thousand may wait in it at once.
package struct Apart<Value: Sendable>: Sendable {
    private final class Box: Sendable {
        let value: Value

        init(_ value: Value) {
            self.value = value
        }
    }

    private var box: Box

    /// Keeps a value.
    package init(_ value: Value) {
        self.box = Box(value)
    }

    /// The value.
    package var value: Value {
        get { self.box.value }
        set { self.box = Box(newValue) }
    }
}
