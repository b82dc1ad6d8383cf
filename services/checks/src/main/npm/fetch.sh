#!/bin/sh
# Fetches the npm package that holds the Postgres grammar into $1, once. The build verifies the file's SHA-256 after this.
set -eu
into=$1
wasm=node_modules/libpg-query/wasm/libpg-query.wasm
[ -f "$into/$wasm" ] && exit 0
command -v npm >/dev/null 2>&1 || {
    echo 'npm is missing, and the build fetches the Postgres grammar with it: apt-get install npm' >&2
    exit 1
}
# Made beside its final place and moved there whole: an interrupted build leaves nothing that looks finished.
rm -rf "$into" "$into.part"
mkdir -p "$into.part"
here=$(dirname "$0")
cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$into.part/"
(cd "$into.part" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) || {
    echo 'npm could not fetch libpg-query (the error is above): look at the registry that npm is set to (npm config get registry) and build again' >&2
    exit 1
}
[ -f "$into.part/$wasm" ] || {
    echo "the npm package libpg-query has no file $wasm: the lock file names another version than this build knows" >&2
    exit 1
}
mv "$into.part" "$into"
