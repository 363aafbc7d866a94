import Operator

@main
enum Program {
    static func main() async { await Connections.main() }
}
