#!/bin/sh
# text-render as it is called: good, wrong and failing calls.
set -eu
program=$1
make_fonts=$2
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

# Fonts with one hard thing each.
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
"$make_fonts" "$made"

render() {
    made_font=$1
    text=$2
    shift 2
    output=$("$program" --font="$made/$made_font" --testcase=T --render="$text" "$@")
}

check_glyphs() {
    shown=$(printf '%s\n' "$output" | sed -n 's/.*href="#T\.\([^"]*\)".*/\1/p' | tr '\n' ' ')
    if [ "$shown" != "$1 " ]; then
        echo "glyphs: $shown instead of: $1"
        failed=1
    fi
}

render mac-turkish.ttf 'AĞİ'
check_glyphs 'gid1 gid2 gid3'
render mac-turkish.ttf '⁄Ä' # those bytes in Roman
check_glyphs 'gid0 gid0'
render mac-roman.ttf 'A⁄ÄĞ'
check_glyphs 'gid1 gid2 gid3 gid0'
render mac-cyrillic.ttf 'АБВ'
check_glyphs 'gid1 gid2 gid3'
render symbol.ttf 'A'
check_glyphs 'gid1'

render metrics.ttf 'A '
check 'viewBox="0 -100 500 1000"' # hhea; the space counts
check 'd="M 75,-25 Q 100,0 75,25 Q 50,50 25,25 Q 0,0 25,-25 Q 50,-50 75,-25 Z"'
render composite.ttf 'AB'
check 'symbol id="T.B" overflow="visible"><path d="M 150,75 L 150,78 L 315,78 L 315,75 Z"'
check '"#T.B" x="500"'
render cff.otf 'A'
check 'symbol id="T.A" overflow="visible"><path d="M 0,0 L 0,200 L 100,200 L 100,0 Z"'

# Half of the way is all of it in the font's avar table.
for variation in TEST:300 TEST:400 TEST:999 ' TEST : 300 ;'; do
    render variable.ttf A "--variation=$variation"
    check 'viewBox="0 -100 800 1000"'
    check 'd="M 0,0 L 0,2 L 310,2 L 310,0 Z"'
    render cff2.otf A "--variation=$variation"
    check 'viewBox="0 -100 800 1000"'
    check 'symbol id="T.gid1" overflow="visible"><path d="M 0,0 L 0,200 L 300,200 L 300,0 Z"'
done
render variable.ttf A --variation=TEST:250
check 'viewBox="0 -100 650 1000"'
check 'd="M 0,0 L 0,2 L 210,2 L 210,0 Z"'
render variable.ttf A --variation=TEST:100
check 'viewBox="0 -100 500 1000"'
output=$("$program" --dump=json --font="$made/variable.ttf" --render=A --size=1000 --variation=TEST:400)
check '"width":800,'
varied=$output
output=$("$program" --dump=json --font="$made/variable.ttf" --render=A --size=1000)
check '"width":500,'
baseline() { printf '%s\n' "$1" | sed -n 's/.*"baseline":\([0-9]*\).*/\1/p'; }
[ "$(baseline "$varied")" -lt "$(baseline "$output")" ] # MVAR lowers the descender

render space.ttf 'A '
check_glyphs 'A_space'
render tai-tham.ttf 'ᨠᩣᩣ᩠ᩣ'
check_glyphs 'ka aa aa sign aa'
render laughs.ttf 'aaa'
check '</svg>'

# Visual order from the left edge, with the space that ends the text.
output=$("$program" --font=/usr/share/fonts/truetype/noto/NotoSansHebrew-Regular.ttf --testcase=T --render='אב ')
check_glyphs 'space uni05D1 uni05D0'
check '"#T.space" x="0"'
check '"#T.uni05D1" x="270"'

# A text of nothing is a picture of nothing.
output=$("$program" --font="$font" --testcase=T)
check 'viewBox="0 -293 0 1362"'

# Default-ignorables leave nothing, not even room.
output=$("$program" --font="$font" --testcase=T --render='A͏‍B')
check_glyphs 'A B'
check '"#T.B" x="639"'

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
