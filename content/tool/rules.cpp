#include "content/tool/rules.hpp"

#include <algorithm>
#include <array>
#include <ostream>

namespace zugang::content::tool {
namespace {

constexpr std::array<Rule, 57> table{{
    {"form", "error, warning, advice", "A file or folder cannot be read as what it is meant to be",
     "TOML with the keys of FORMAT.md, UTF-8, plain files of at most 20 MB. What is wrong stands "
     "in the message."},
    {"conflict", "error", "A merge of git was not finished",
     "Choose one of the two texts and take the lines <<<<<<<, ======= and >>>>>>> out."},
    {"markdown", "error, warning, advice", "A text is written in a way that a terminal cannot show",
     "Headings, paragraphs, steps, lists, notes and pictures of FORMAT.md; no tables, code or "
     "HTML."},
    {"alignment", "error; warning in imports",
     "A translation has other blocks than the default language",
     "A terminal shows German beside every language, block by block. Write the same blocks in the "
     "same order."},
    {"packages", "error, warning", "Packages contradict one another",
     "bund comes first, then land, then zentrum; each package once."},
    {"language", "error, warning, advice", "A language, its fonts or its hyphenation is not known",
     "See languages.toml in FORMAT.md."},
    {"keyboard", "error, warning", "The layout of a language's on-screen keyboard is not known",
     "Nobody could search in that language. Layouts are those of xkb; see languages.toml in "
     "FORMAT.md."},
    {"translation", "warning", "A translation is missing or older than the text it was made from",
     "Translate it, or check the text and run zugang-content confirm."},
    {"reference", "error; warning in imports",
     "A link, value, contact, term, topic, pictogram or article leads nowhere, or not where it may",
     "Visitors must not meet a dead end, nor what is for staff only."},
    {"guide", "error",
     "A guide has a dead end, a way that goes round, more than five questions on a way, or lacks "
     "words",
     "Every answer leads on, every result names a public article or contact, and what leads to a "
     "discreet article is discreet itself. See guides/ in FORMAT.md."},
    {"place", "error, warning",
     "Coordinates are not in Germany or in another Land; hours, postcode, telephone or kind of a "
     "place cannot be read; one place stands there twice",
     "A terminal reckons with them. See places.toml in FORMAT.md."},
    {"slip", "error",
     "A slip asks for an interface string that is not there, or a part of it shows nothing",
     "What is printed cannot be taken back. See slips/ in FORMAT.md."},
    {"date", "error, warning",
     "A value has expired, ends within 60 days without a successor, overlaps another, or an "
     "article is due for review",
     "Add the row that is valid from then on; review the article and write the new day. lint: "
     "FACT-EXPIRED."},
    {"string", "error, warning",
     "An interface string is missing, unknown, or no message of ICU with the same arguments",
     "See ui/<lang>.toml in FORMAT.md."},
    {"plural", "warning",
     "A message lacks a plural form that its language has, or has one that its language never "
     "takes",
     "CLDR says which forms a language has; Arabic has six, Turkish two, Ukrainian four."},
    {"media", "error, warning, advice",
     "A picture is missing, damaged, too large, without alternative text or licence, or nobody "
     "shows it",
     "See \"Pictures\" in FORMAT.md."},
    {"recording", "error, warning, advice",
     "A recording cannot be played, says another text, is too loud or quiet, or belongs to nothing",
     "A voice that says something else than the screen is not shipped. See \"Recordings\" in "
     "FORMAT.md."},
    {"font", "error, warning", "No shipped font has a character",
     "It would be shown as an empty box. Write it in another way, or add a font."},
    {"asset", "error", "A pictogram or font of the lists is not on this machine",
     "Run packaging/setup."},
    {"bidi", "error, advice", "Invisible marks of direction are unbalanced or turn text around",
     "Overrides are refused, what is opened must be closed in the same block. The terminal "
     "isolates numbers, terms and addresses by itself."},
    {"invisible", "error, warning",
     "A text holds characters that nobody sees or that have no meaning",
     "They break search and reading aloud: zero-width spaces, controls, private use, the mark of a "
     "lost character."},
    {"mixed-script", "warning", "A word mixes letters of scripts that look alike",
     "A Cyrillic a in a German word looks right and is never found. Type the word anew."},
    {"hardcoded-fact", "warning", "An amount, telephone number or opening hours stand in a text",
     "Texts grow old unseen; {value:id} and {contact:id} change everywhere at once. lint: "
     "FACT-HARDCODED, FACT-UNDATED."},
    {"template", "warning", "A text is still what zugang-content new wrote",
     "Visitors would read it. Write your own words."},
    {"switch", "error, advice",
     "A line \"check: off\" has no reason, names no rule, or switches off nothing",
     "check: off RULE: reason"},
    {"sentence-length", "advice", "A sentence has many words",
     "More than 10 in de-simple (15 is far too many), 15 in de, 15 in other languages (12 is the "
     "aim), 13 in Turkish and Tigrinya. lint: LS-SENT-LEN, ES-SENT-LEN, lint_other."},
    {"two-statements", "advice", "de-simple: a sentence says two things",
     "Make two sentences. lint: LS-ONE-STMT."},
    {"subordinate-clause", "advice", "de-simple: a sentence within the sentence; de: more than one",
     "Make two sentences. lint: LS-SUBCLAUSE, ES-CLAUSE."},
    {"genitive", "advice", "de-simple: a genitive; de: one upon the other",
     "\"die Frist vom Amt\". lint: LS-GENITIV, ES-GENITIV."},
    {"passive", "advice", "de-simple: it is not said who does it",
     "\"Das Amt prüft den Antrag.\" lint: LS-PASSIV; ES-PASSIV (how often in a text) is not "
     "counted."},
    {"subjunctive", "advice", "de-simple: könnte, würde, wäre",
     "\"Sie können fragen.\" lint: LS-KONJUNKTIV."},
    {"past-tense", "advice", "de-simple: ging, kam, machte",
     "\"Er ist zum Amt gegangen.\" lint: LS-TENSE."},
    {"negation", "advice", "de-simple: two negations in a sentence",
     "Say what is, not what is not. lint: LS-NEG."},
    {"long-word", "advice", "de-simple: a word of 14 letters and more without a hyphen",
     "\"Aufenthalts-Erlaubnis\"; official terms stand as [[term]]. lint: LS-LONGWORD."},
    {"abbreviation", "advice", "de-simple: z. B., bzw., usw.", "\"zum Beispiel\". lint: LS-ABBR."},
    {"number-word", "advice", "de-simple: a number in letters", "\"5 Tage\". lint: LS-NUM-DIGIT."},
    {"roman-number", "advice", "de-simple: a number in Roman letters",
     "Names of laws, as SGB II, are left alone. lint: LS-NUM-ROMAN."},
    {"percent", "advice", "de-simple: per cent",
     "\"die Hälfte\", \"3 von 10\". lint: LS-NUM-PERCENT."},
    {"numeric-date", "advice", "de-simple: a month as a number",
     "\"12. März 2026\". lint: LS-DATE."},
    {"special-character", "advice", "de-simple: characters that are not read aloud",
     "; … – / & § ( ) [ ] < > * _. lint: LS-CHARS."},
    {"capitals", "advice", "de-simple: a word in capital letters",
     "Bold is enough. lint: LS-CAPS."},
    {"italics", "advice", "de-simple: italics", "Bold only. lint: LS-ITALIC."},
    {"gender-sign", "advice", "de-simple: a sign within a word for all genders",
     "\"Mitarbeiter und Mitarbeiterinnen\". lint: LS-GENDER."},
    {"cross-reference", "advice", "de-simple: siehe, vgl., siehe oben",
     "Link the words. lint: LS-REF."},
    {"nominal-style", "advice", "de-simple: two nouns on -ung, -heit, -keit in a sentence",
     "Use verbs. lint: LS-NOMINAL."},
    {"address", "advice", "de-simple: man or du", "\"Sie müssen\". lint: LS-ADDRESS."},
    {"long-heading", "advice", "de-simple: a heading of more than 8 words", "lint: LS-HEAD."},
    {"no-heading", "advice", "de-simple: more than six blocks without a heading", "lint: LS-HEAD."},
    {"contraction", "advice", "en: don't, can't, you're", "\"do not\". lint_other: en."},
    {"mixed-digits", "advice", "Two kinds of digits in one text",
     "One style a package. lint_other: ar, fa, ps."},
    {"LS-LINE", "not checked", "One sentence a line",
     "A block is one line of the source; where it breaks is the screen's."},
    {"LS-COMPOUND, LS-FOREIGN, LS-SYNONYM", "not checked",
     "Compounds, words beyond a basic vocabulary, several words for one thing",
     "They need a dictionary that may be shipped; none is known to us."},
    {"LS-PRONOUN", "not checked", "A pronoun far from its noun",
     "A machine cannot tell which noun is meant."},
    {"LS-FONT", "not checked here", "Size, line height, contrast, alignment",
     "The terminal's tests."},
    {"LS-NOTICE", "not checked here", "\"This is no legal text\" and the day",
     "The terminal shows both under every article."},
    {"LS-TEST", "not checked", "Read by its target group",
     "That is why de-simple is called \"Einfache Sprache\"."},
    {"FACT-TERM", "not checked", "The German term in brackets where it is used first",
     "[[term]] shows it everywhere; which words need it a machine cannot tell."},
}};

} // namespace

std::span<const Rule> rules() {
    return table;
}

const Rule* find_rule(std::string_view id) {
    const auto found = std::ranges::find(table, id, &Rule::id);
    return found == table.end() ? nullptr : found;
}

void print_rules(std::ostream& out) {
    out << "# Rules of zugang-content check\n\n"
           "Printed by `zugang-content check --rules`. Errors are refused by `build`; warnings and "
           "advice can be switched off for the lines below, up to the\n"
           "next empty one, by a line of its own that says why:\n\n"
           "```\n"
           "<!-- check: off sentence-length: the name of the law is long -->     in a text\n"
           "# check: off date: the successor is not decided yet                  in TOML\n"
           "```\n\n"
           "\"lint\" names rows of the office's lists for plain language. Reading ease is not "
           "looked at in imported texts.\n\n"
           "| rule | severity | what is found | why, and what to do |\n|---|---|---|---|\n";
    for (const Rule& rule : table) {
        out << "| " << rule.id << " | " << rule.severities << " | " << rule.what << " | "
            << rule.help << " |\n";
    }
}

} // namespace zugang::content::tool
