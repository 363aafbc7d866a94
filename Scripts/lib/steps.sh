# shellcheck shell=bash
# How the commands speak: each step is named, timed, and shows its output only when it fails. To be sourced.

# Bash forgets `set -e` inside a function that is called as one of these steps: such a function says `|| return 1` itself.

# The gates that failed; see `gate` and `finish`.
steps_failed=()

# say TEXT — one line of progress, on standard error, so that standard output stays a command's own.
say() {
    printf '%s\n' "$*" >&2
}

# fail TEXT — ends the command with a reason.
fail() {
    say "error: $*"
    exit 1
}

# step NAME COMMAND… — runs COMMAND quietly; prints its time, or everything it said and its exit status.
step() {
    local name=$1 log status=0 started=$EPOCHREALTIME
    shift
    log=$(mktemp)
    say "==> $name"
    "$@" >"$log" 2>&1 || status=$?
    if [ "$status" -eq 0 ]; then
        say "    done in $(seconds_since "$started") s"
    else
        cat "$log" >&2
        say "    FAILED: $name (exit status $status, after $(seconds_since "$started") s)"
    fi
    rm -f "$log"
    return "$status"
}

# despite_crashes TRIES COMMAND… — for a tool that sometimes ends by a signal: only then is it run again. A failure that it
# reports itself stands at once.
despite_crashes() {
    local tries=$1 status=0 try
    shift
    for ((try = 1; try <= tries; try++)); do
        status=0
        "$@" || status=$?
        [ "$status" -gt 128 ] || return "$status"
        say "    $1 was ended by signal $((status - 128)), try $try of $tries"
    done
    return "$status"
}

# gate NAME COMMAND… — a step whose failure is remembered instead of ending the command.
gate() {
    step "$@" || steps_failed+=("$1")
}

# finish — ends the command: with success, or with the names of the gates that failed.
finish() {
    [ "${#steps_failed[@]}" -eq 0 ] && return 0
    local name
    say ""
    for name in "${steps_failed[@]}"; do say "FAILED: $name"; done
    exit 1
}

# shown_step NAME COMMAND… — long work: everything it says is shown as it comes.
shown_step() {
    local name=$1 status=0 started=$EPOCHREALTIME
    shift
    say "==> $name"
    "$@" || status=$?
    if [ "$status" -eq 0 ]; then
        say "    done in $(seconds_since "$started") s"
    else
        say "    FAILED: $name (exit status $status, after $(seconds_since "$started") s)"
    fi
    return "$status"
}

# seconds_since START — with one decimal; START is an earlier $EPOCHREALTIME.
seconds_since() {
    local tenths=$(((${EPOCHREALTIME/./} - ${1/./}) / 100000))
    printf '%d.%d' $((tenths / 10)) $((tenths % 10))
}
