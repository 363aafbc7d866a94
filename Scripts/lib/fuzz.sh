# shellcheck shell=bash
# Feeds the parsers of what comes from the network with libFuzzer. To be sourced after steps.sh.

fuzz_package=Tests/Fuzzing
fuzz_build=(--package-path "$fuzz_package" --sanitize fuzzer -Xswiftc -parse-as-library -Xswiftc -O)

# fuzz [SECONDS] [PARSER…] — each parser for as long (600 unless told), one after another; all unless some are named.
fuzz() {
    local seconds=600 parsers=() parser failed=()
    case ${1:-} in
        '') ;;
        *[!0-9]*) parsers=("$@") ;;
        0) fail "usage: Scripts/prove fuzz [SECONDS] [PARSER…], a number from 1" ;;
        *) seconds=$1 parsers=("${@:2}") ;;
    esac
    [ "${#parsers[@]}" -gt 0 ] || mapfile -t parsers < <(ls "$fuzz_package/Corpora")
    for parser in "${parsers[@]}"; do
        [ -d "$fuzz_package/Corpora/$parser" ] \
            || fail "no parser $parser; there are: $(ls "$fuzz_package/Corpora" | tr '\n' ' ')"
    done
    unset CONNECTIONSKIT_DEVELOPMENT CONNECTIONSKIT_CORE_ONLY
    # Otherwise a file that is new in the library since the last build is not noticed.
    touch "$fuzz_package/Package.swift"
    step "building the parsers for libFuzzer (some minutes the first time)" swift build "${fuzz_build[@]}"
    printf '%-16s %8s %12s %8s %8s  %s\n' parser seconds executions cov corpus findings
    for parser in "${parsers[@]}"; do
        fuzz_parser "$parser" "$seconds" || failed+=("$parser")
    done
    [ "${#failed[@]}" -eq 0 ] || fail "findings in: ${failed[*]}"
    say "no parser broke a promise"
}

# fuzz_parser NAME SECONDS — prints a line of figures; keeps and tells what it found, and is a failure then.
fuzz_parser() {
    local parser=$1 seconds=$2 status=0 log started=$EPOCHREALTIME
    local program=$fuzz_package/.build/debug/Fuzzing corpus=$fuzz_package/.build/corpora/$parser
    local findings=$fuzz_package/Findings/$parser
    mkdir -p "$corpus" "$findings"
    log=$corpus.log
    # Swift's own crash report would keep libFuzzer from writing down the input.
    FUZZED_PARSER=$parser ASAN_OPTIONS=detect_leaks=0 SWIFT_BACKTRACE=enable=no "$program" \
        -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=4096 -print_final_stats=1 \
        -artifact_prefix="$findings/" "$corpus" "$fuzz_package/Corpora/$parser" >"$log" 2>&1 || status=$?
    printf '%-16s %8s %12s %8s %8s  %s\n' "$parser" "$(seconds_since "$started")" \
        "$(last_number 's/^stat::number_of_executed_units: *\([0-9]*\).*/\1/p' "$log")" \
        "$(last_number 's/^#[0-9].* cov: \([0-9]*\) .*/\1/p' "$log")" "$(ls "$corpus" | wc -l)" \
        "$(ls "$findings" | wc -l)"
    [ "$status" -eq 0 ] && return 0
    grep -m 5 -E 'BROKEN PROMISE|Fatal error|ERROR: libFuzzer|Test unit written' "$log" >&2 || tail -n 20 "$log" >&2
    say "    The input is kept under $findings. Run it again: FUZZED_PARSER=$parser $program FILE"
    say "    Put it under $fuzz_package/Corpora/$parser, named for what it is, so that the tests replay it for good;"
    say "    mend the parser, and say in a test beside it what has to come out."
    return 1
}

# last_number SED FILE — the last number that the expression finds, or a dash.
last_number() {
    local found
    found=$(sed -n "$1" "$2" | tail -n 1)
    printf '%s' "${found:--}"
}
