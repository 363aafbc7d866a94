import ConnectionsKit
import Foundation

extension Driver {
    /// Rotates all keys of a file, killed again and again, with refreshes beside it.
    ///
    /// - Returns: the most memory that a run took.
    func rotate(_ path: String, _ grants: Int, kills: Int, refreshes: Int) throws -> Double {
        let secrets = Double(2 * grants + Population(grants: grants).members.count)
        let wrapping = try self.runs(path, grants, .wrapping, kills: min(1, kills))
        say(
            "\(grants) grants: wrapped \(Int(wrapping.wrapped)) data keys anew in \(wrapping.seconds.rounded(1)) s, "
                + "\(wrapping.kills) times killed")
        let refreshing = try Child(["refresh", path, "\(grants)", "\(refreshes)", "\(self.options.due)"])
        let resealing = try self.runs(path, grants, .secrets, kills: kills)
        let refreshed = try refreshing.finish()["refreshed"]
        let check = try Child.run("check", path, "\(grants)")
        try require(try check["secrets"] == secrets, "\(try check["secrets"]) of \(secrets) secrets were found")
        try require(
            try check["refreshed"] == refreshed + Double(self.options.due),
            "of \(refreshed) refreshes \(try check["refreshed"]) are there")
        // What a run did in its last moment it did not tell; what it tells twice it did twice.
        let untold = Double((resealing.kills + 1) * 1_000)
        try require(
            resealing.secrets <= secrets + 2 * refreshed, "\(resealing.secrets) seals for \(secrets) secrets")
        try require(
            resealing.secrets >= secrets - 2 * refreshed - untold,
            "only \(resealing.secrets) seals for \(secrets) secrets")
        say(
            "\(grants) grants: \(Int(resealing.secrets)) of \(Int(secrets)) secrets sealed anew in "
                + "\(resealing.seconds.rounded(1)) s, \((resealing.secrets / resealing.seconds).rounded(0)) seals/s, "
                + "\(resealing.kills) times killed and going on after at most \(resealing.slowestStart.rounded(2)) s, "
                + "with \(Int(refreshed)) refreshes beside it; at most \(resealing.peak.rounded(1)) MB; every secret opens "
                + "with the new keys alone")
        return resealing.peak
    }

    /// What runs of one rotation did together.
    private struct Runs {
        var secrets = 0.0
        var wrapped = 0.0
        var seconds = 0.0
        var peak = 0.0
        var kills = 0
        /// The longest that a run took before it had done something new.
        var slowestStart = 0.0
    }

    private func runs(_ path: String, _ grants: Int, _ scope: KeyRotation, kills: Int) throws -> Runs {
        var runs = Runs()
        var pause = self.options.firstKill
        while true {
            let child = try Child(["rotate", path, "\(grants)", scope.rawValue])
            let figures: Figures
            var wasKilled = false
            if runs.kills < kills {
                (figures, wasKilled) = try child.kill(after: Double.random(in: pause...(2 * pause)))
            } else {
                figures = try child.finish()
            }
            runs.secrets += (try? figures["secrets"]) ?? 0
            runs.wrapped += (try? figures["wrapped"]) ?? 0
            runs.seconds += (try? figures["seconds"]) ?? 0
            runs.slowestStart = max(runs.slowestStart, (try? figures["begun"]) ?? 0)
            guard wasKilled else {
                runs.peak = try figures["peak"]
                return runs
            }
            runs.kills += 1
            // A run that did nothing new gets longer, as a machine with much to do needs it.
            if (try? figures["begun"]) == nil { pause *= 2 }
        }
    }
}
