#!/bin/sh
# Makes a content source with one long article in Arabic, Urdu and German out of ../shared/text-corpus: make_long_article.sh FOLDER
set -eu
cd "$(dirname "$0")/../.."
out=$1
corpus=../shared/text-corpus
mkdir -p "$out/articles/long" "$out/ui"
cat > "$out/package.toml" <<TOML
id = "bund"
title = "Bench"
default_language = "de"
languages = ["de", "ar", "ur"]
licence = "CC-BY-4.0"
maintainers = ["bench"]
as_of = 2026-11-22
TOML
cat > "$out/languages.toml" <<TOML
[[language]]
tag = "de"
endonym = "Deutsch"
greeting = "Willkommen"
fonts = ["noto-sans"]
[[language]]
tag = "ar"
endonym = "العربية"
greeting = "أهلاً"
direction = "rtl"
fallback = ["de"]
fonts = ["noto-sans-arabic", "noto-sans"]
line_height = 1.6
[[language]]
tag = "ur"
endonym = "اردو"
greeting = "خوش آمدید"
direction = "rtl"
fallback = ["de"]
fonts = ["noto-nastaliq-urdu", "noto-sans"]
line_height = 1.9
TOML
printf '[[topic]]\nid = "bench"\nicon = "book"\nhue = 1\n' > "$out/topics.toml"
printf 'topic = "bench"\nicon = "book"\nphase = 1\nsources = ["corpus"]\nas_of = 2026-11-22\nconfidence = "high"\n' > "$out/articles/long/article.toml"
cp content/source/bund/ui/de.toml content/source/bund/ui/ar.toml "$out/ui/"
cp "$out/ui/ar.toml" "$out/ui/ur.toml"
for lang in de ar ur; do
    sed -i 's/^\[topic\]/[topic]\nbench = "Bench"/' "$out/ui/$lang.toml"
    {
        printf '+++\ntitle = "Bench"\nsummary = "Bench"\nkeywords = ["bench"]\nstate = "draft"\n+++\n'
        # Ninety paragraphs, whatever Markdown would take for marks left out.
        tr -d '*_[]<>{}#`|\\&' < "$corpus/$lang.txt" | sed -e 's/^[0-9.+> -]*//' | awk 'NF && n < 90 { print $0 "\n"; n++ }'
    } > "$out/articles/long/$lang.md"
done
