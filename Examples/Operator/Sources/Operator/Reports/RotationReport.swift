/// What a rotation of keys would do, or did.
enum RotationReport: Report {
    case planned(RotationPlanReport)
    case done(RotationDoneReport)

    private var report: any Report {
        switch self {
        case .planned(let report): report
        case .done(let report): report
        }
    }

    var exit: Exit { self.report.exit }
    func text(width: Int?) -> String { self.report.text(width: width) }
    func encode(to encoder: any Encoder) throws { try self.report.encode(to: encoder) }
}
