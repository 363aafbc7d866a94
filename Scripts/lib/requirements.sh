# shellcheck shell=bash
# What the commands need on the machine, installed only when it is missing. To be sourced after steps.sh.

# install_packages NAME… — Debian packages that are not there yet; asks apt for nothing when all are.
install_packages() {
    local missing=() name
    for name in "$@"; do
        dpkg-query --show --showformat='${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed \
            || missing+=("$name")
    done
    [ "${#missing[@]}" -eq 0 ] && return 0
    command -v apt-get >/dev/null || fail "missing: ${missing[*]}; this machine has no apt-get, install them by hand"
    local run=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "missing: ${missing[*]}; install them as root: apt-get install ${missing[*]}"
        run=(sudo)
    fi
    step "apt-get install ${missing[*]}" install_with_apt "${missing[@]}"
}

install_with_apt() {
    "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$@" && return 0
    # A fresh machine has no lists yet, and an old one stale ones.
    "${run[@]}" apt-get update
    "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$@"
}

# require_swift — puts Swift on the path or says where it comes from.
require_swift() {
    local folder
    if ! command -v swift >/dev/null; then
        for folder in /opt/swift/usr/bin /usr/local/swift/usr/bin "$HOME/.local/share/swiftly/bin"; do
            if [ -x "$folder/swift" ]; then
                PATH=$folder:$PATH
                break
            fi
        done
    fi
    command -v swift >/dev/null || fail "swift is not on the path; install Swift 6.2 or later from swift.org"
    local version
    version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -1)
    [ -n "$version" ] || fail "cannot read the version of $(command -v swift); run: swift --version"
    if [ "$(printf '6.2\n%s\n' "$version" | sort -V | head -1)" != 6.2 ]; then
        fail "Swift $version is too old; the package needs 6.2 or later"
    fi
}

# require_build_tools — what building and testing the root package takes: it names every system library.
require_build_tools() {
    require_swift
    install_packages libsqlite3-dev git python3
}
