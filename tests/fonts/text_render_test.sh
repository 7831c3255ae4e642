#!/bin/sh
# text-render as it is called: good, wrong and failing calls.
set -eu
program=$1
font=/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf
failed=0

check() {
    if ! printf '%s\n' "$output" | grep -q -- "$1"; then
        printf 'missing: %s\nin: %s\n' "$1" "$output"
        failed=1
    fi
}

expect_status() {
    wanted=$1
    shift
    status=0
    "$program" "$@" >/dev/null 2>&1 || status=$?
    if [ "$status" -ne "$wanted" ]; then
        echo "exit $status instead of $wanted: $*"
        failed=1
    fi
}

output=$("$program" --version)
check '^text-render [0-9]'
[ "$(printf '%s\n' "$output" | wc -l)" -eq 1 ]

output=$("$program" --font="$font" --testcase=T/1 --render='AVA' --engine=zugang)
check 'viewBox="0 -293 1798 1362"'
check '<symbol id="T/1.A" overflow="visible"><path d="M 545,0 L '
check '<use xlink:href="#T/1.A" x="0" y="0"/>'
check '<use xlink:href="#T/1.V" x="599" y="0"/>' # kerned
[ "$(printf '%s\n' "$output" | grep -c '<symbol')" -eq 2 ]
[ "$(printf '%s\n' "$output" | grep -c '<use')" -eq 3 ]

output=$("$program" --dump=json --font="$font" --render='ab "cd"' --width=50 --size=20 --lang=de)
check '"lines":\['
check '"start":3,"length":4'
check '"carets":\[{"byte":3,"x":0}'
output=$("$program" --dump=json --font="$font" --render='ffi' --size=20)
check '"carets":\[{"byte":0,"x":0},{"byte":1,.*{"byte":2,.*{"byte":3,'

expect_status 0 --help
expect_status 2
expect_status 2 --font="$font" --nonsense=1
expect_status 2 --font="$font" --variation=nonsense
expect_status 2 --font="$font" --engine=other
expect_status 2 --fonts=/usr/share/fonts --dump=svg
expect_status 1 --font=/no/such/file --render=a
expect_status 1 --dump=json --fonts=/no/such/folder --render=a
exit $failed
