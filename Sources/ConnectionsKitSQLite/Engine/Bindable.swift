/// A value that fills one parameter of a statement, or a record that fills several in order.
///
/// An optional fills one parameter, so only values that fill one should be passed as optionals.
protocol Bindable {
    /// Binds the value to the next parameters.
    func bind(to binder: inout Binder)
}

extension Int64: Bindable {
    func bind(to binder: inout Binder) { binder.integer(self) }
}

extension Int: Bindable {
    func bind(to binder: inout Binder) { binder.integer(Int64(self)) }
}

extension Bool: Bindable {
    func bind(to binder: inout Binder) { binder.integer(self ? 1 : 0) }
}

extension String: Bindable {
    func bind(to binder: inout Binder) { binder.text(self) }
}

extension [UInt8]: Bindable {
    func bind(to binder: inout Binder) { binder.blob(self) }
}

extension Optional: Bindable where Wrapped: Bindable {
    func bind(to binder: inout Binder) {
        switch self {
        case .some(let value): value.bind(to: &binder)
        case .none: binder.null()
        }
    }
}
