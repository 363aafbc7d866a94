# shellcheck shell=bash
# The Python environments of the authorization servers. To be sourced after steps.sh and requirements.sh.

# prepare_environment NAME REQUIREMENTS — makes .venv/NAME as REQUIREMENTS says; again only when that file has changed.
prepare_environment() {
    local folder=".venv/$1" requirements=$2 wanted
    wanted="$(sha256sum <"$requirements") $(python3 --version)"
    if [ -x "$folder/bin/python" ] && [ "$(cat "$folder/installed" 2>/dev/null)" = "$wanted" ]; then return 0; fi
    python3 -c 'import ensurepip, venv' 2>/dev/null || install_packages python3-venv
    step "installing the Python environment $1" install_environment "$folder" "$requirements" || return 1
    printf '%s\n' "$wanted" >"$folder/installed"
}

install_environment() {
    python3 -m venv --clear "$1" && "$1/bin/python" -m pip install --disable-pip-version-check --requirement "$2"
}
