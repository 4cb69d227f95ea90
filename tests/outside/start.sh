#!/usr/bin/env bash
# start.sh CHECKOUT BUILD WEB: follows docs/sdk/start.md literally. WEB: 0 or 1, whether pages are built.
set -euo pipefail
checkout=$1 build=$2 web=$3
work=$(mktemp -d /tmp/fairground-outside.XXXXXX)
host=
trap 'status=$?; [ -z "$host" ] || { kill $host; wait $host; } 2>/dev/null || :; rm -rf "$work"; exit $status' EXIT
die() { echo "FAILED: $*" >&2; exit 1; }

free_port() { # below the ports that the system gives to clients
    local port
    while port=$((10000 + RANDOM % 20000)); (: </dev/tcp/127.0.0.1/$port) 2>/dev/null; do :; done
    echo $port
}
players=$(free_port) admin=$(free_port)

# The blocks of the page, as block.1.sh, block.2.sh …
awk -v to="$work/block." '/^```sh$/ { file = to (++n) ".sh"; next } /^```$/ { file = "" } file { print > file }' \
    "$checkout/docs/sdk/start.md"
sed -i "s#build/release#$build#; s#8080#$players#g" "$work"/block.*.sh
sed -i "s/^fairground serve/exec &/" "$work/block.3.sh"  # so that $! is the host itself
[ "$(ls "$work"/block.*.sh | wc -l)" = 5 ] || die "the page has other blocks than the five this test knows"

export HOME=$work/home
mkdir "$HOME" "$work/desk"
unset CMAKE_PREFIX_PATH Fairground_DIR
[ "$web" = 1 ] || sed -i 's/^cmake --workflow.*/cmake --preset default -DFAIRGROUND_WEB=OFF\n&/' "$work/block.2.sh"

cd "$checkout"
. "$work/block.1.sh" >/dev/null                                   # install
cd "$work/desk"
begin=$(date +%s%N)
. "$work/block.2.sh"                                              # new, build, test
sed -i "s/8080/$players/; s/8081/$admin/" fairground.yaml
. "$work/block.3.sh" >"$work/host.log" 2>&1 &                     # serve
host=$!
for _ in $(seq 300); do
    curl -sf "http://127.0.0.1:$players/readyz" >/dev/null && break
    kill -0 $host 2>/dev/null || die "the host ended: $(cat "$work/host.log")"
    sleep 0.1
done
. "$work/block.4.sh" | tee "$work/spins"                          # spin
echo
took=$((($(date +%s%N) - begin) / 1000000))
[ "$(grep -o '"prize":' "$work/spins" | wc -l)" = 3 ] || die "expected three prizes"
grep -q '"code":"no_turns_left"' "$work/spins" || die "expected the fourth turn to be refused"

page=$(curl -sf "http://127.0.0.1:$players/play/lucky-draw/")
if [ "$web" = 1 ]; then
    script=$(grep -o 'assets/[^"]*\.js' <<<"$page" | head -n 1)
    curl -sf "http://127.0.0.1:$players/play/lucky-draw/$script" | grep -q 'api/v1/campaigns' || die "the page has no client in it"
else
    grep -q 'built without pages' <<<"$page" || die "expected the page that says that there is none"
fi
. "$work/block.5.sh"                                              # change, check, build, test
[ -z "$(find "$checkout" -newer "$work/block.1.sh" -name 'lucky-draw*' -not -path '*/build/*')" ] || die "it wrote into the checkout"

# The time of the day also measures what else the machine does; so what is checked is the work.
worked=$(awk -v ticks="$(getconf CLK_TCK)" '{ print int(($16 + $17) / ticks) }' /proc/$$/stat)
printf 'from plugin new to a spin: %d.%d s; %d s of processor time in all\n' $((took / 1000)) $((took % 1000 / 100)) "$worked"
[ "$worked" -lt 180 ] || die "that is over 3 minutes"
