#include "content/tool/csv.hpp"

#include "content/tool/text_file.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include <csv.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace zugang::content::tool {
namespace {

constexpr std::size_t most_columns = 500;

bool is_utf8(std::string_view bytes) {
    const auto* at = reinterpret_cast<const std::uint8_t*>(bytes.data());
    const auto size = static_cast<std::int32_t>(bytes.size());
    for (std::int32_t i = 0; i < size;) {
        UChar32 c = 0;
        U8_NEXT(at, i, size, c);
        if (c < 0) {
            return false;
        }
    }
    return true;
}

std::optional<std::string> to_utf8(const std::string& bytes, const std::string& encoding,
                                   const Place& place, Report& report) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(
        ucnv_open(encoding.c_str(), &status), &ucnv_close);
    if (U_FAILURE(status) != 0) {
        report.error(place, "\"" + encoding + "\" is no encoding that is known here",
                     "write encoding = \"UTF-8\" or \"windows-1252\" into the mapping");
        return std::nullopt;
    }
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                        &status);
    const icu::UnicodeString text(bytes.data(), static_cast<std::int32_t>(bytes.size()),
                                  converter.get(), status);
    if (U_FAILURE(status) != 0) {
        report.error(place, "the bytes are not " + encoding,
                     "write the right one into the mapping, as encoding = \"windows-1252\", or "
                     "save the table as CSV UTF-8");
        return std::nullopt;
    }
    std::string utf8;
    text.toUTF8String(utf8);
    utf8 += '\n';
    return with_plain_line_ends(std::move(utf8));
}

/// What spreadsheets in Germany, elsewhere and databases write.
char likely_separator(std::string_view text) {
    const std::string_view first = text.substr(0, text.find('\n'));
    constexpr std::array<char, 3> separators{';', ',', '\t'};
    return *std::ranges::max_element(
        separators, {}, [first](char separator) { return std::ranges::count(first, separator); });
}

/// White space and what nobody sees run together; line ends stay one, because they separate.
std::string cleaned(std::string_view field) {
    std::string out;
    const std::string text = to_nfc(field);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<std::int32_t>(text.size());
    char gap = 0;
    for (std::int32_t at = 0; at < size;) {
        const std::int32_t from = at;
        UChar32 c = 0;
        U8_NEXT(bytes, at, size, c);
        if (c == '\n') {
            gap = '\n';
        } else if (u_isUWhiteSpace(c) != 0 || u_iscntrl(c) != 0) {
            gap = gap == 0 ? ' ' : gap;
        } else {
            if (gap != 0 && !out.empty()) {
                out += gap;
            }
            gap = 0;
            out.append(text, static_cast<std::size_t>(from), static_cast<std::size_t>(at - from));
        }
    }
    return out;
}

/// libcsv tells of fields and rows by callbacks.
class Parser {
  public:
    explicit Parser(char separator) {
        csv_init(&parser_, 0);
        between_rows_ = parser_.pstate;
        csv_set_delim(&parser_, static_cast<unsigned char>(separator));
    }
    ~Parser() { csv_free(&parser_); }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;

    struct Row {
        int line = 1;
        std::vector<std::string> fields{};
    };

    /// Line by line, because libcsv does not count them; `text` ends with one. False: a quotation
    /// mark is not closed.
    bool parse(std::string_view text) {
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
            ++line_;
            if (!is_within_row()) {
                first_line_ = line_;
            }
            csv_parse(&parser_, text.data() + at, end - at, &Parser::take_field, &Parser::end_row,
                      this);
            at = end;
        }
        return !is_within_row();
    }

    int first_line() const { return first_line_; }
    std::vector<Row>& rows() { return rows_; }

  private:
    bool is_within_row() const { return parser_.pstate != between_rows_; }

    static void take_field(void* bytes, std::size_t size, void* self) {
        static_cast<Parser*>(self)->fields_.push_back(
            cleaned({static_cast<const char*>(bytes), size}));
    }
    static void end_row(int /*terminator*/, void* self) {
        auto& parser = *static_cast<Parser*>(self);
        parser.rows_.push_back({parser.first_line_, std::move(parser.fields_)});
        parser.fields_.clear();
    }

    csv_parser parser_{};
    int line_ = 0;
    int first_line_ = 1;
    int between_rows_ = 0; ///< the parser's state where no row has begun
    std::vector<std::string> fields_;
    std::vector<Row> rows_;
};

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_same_heading(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower, lower);
}

std::string shown(char separator) {
    return separator == '\t' ? "tab" : "\"" + std::string(1, separator) + "\"";
}

/// False and a finding where the first line cannot be the headings of the others.
bool take_headings(Parser::Row& row, CsvTable& table, Report& report) {
    while (!row.fields.empty() && row.fields.back().empty()) {
        row.fields.pop_back();
    }
    if (row.fields.empty() || row.fields.size() > most_columns) {
        report.error(table.place, "the first line has no headings",
                     "save the table with one line of headings above its rows");
        return false;
    }
    for (std::string& field : row.fields) {
        std::ranges::replace(field, '\n', ' ');
        if (!field.empty() && table.column(field)) {
            report.error(table.place, "two columns have the heading \"" + field + "\"",
                         "give one of them another name in the table");
            return false;
        }
        table.headings.push_back(std::move(field));
    }
    return true;
}

void take_row(Parser::Row& row, const TextFile& file, CsvTable& table, Report& report) {
    const Place place = file.place_of_line(row.line, 1);
    const auto is_empty = [](const std::string& field) { return field.empty(); };
    if (std::ranges::all_of(row.fields, is_empty)) {
        return;
    }
    if (row.fields.size() > table.headings.size() &&
        !std::all_of(row.fields.begin() + static_cast<std::ptrdiff_t>(table.headings.size()),
                     row.fields.end(), is_empty)) {
        report.error(place,
                     "the row has " + std::to_string(row.fields.size()) + " fields, there are " +
                         std::to_string(table.headings.size()) + " headings",
                     "put a field with " + shown(table.separator) +
                         " in it into quotation marks, or give its column a heading");
        return;
    }
    row.fields.resize(table.headings.size());
    table.rows.push_back({place, std::move(row.fields)});
}

} // namespace

std::optional<std::size_t> CsvTable::column(std::string_view heading) const {
    const auto found = std::ranges::find_if(
        headings, [heading](const std::string& other) { return is_same_heading(other, heading); });
    return found == headings.end() ? std::nullopt
                                   : std::optional<std::size_t>(found - headings.begin());
}

std::string guess_encoding(std::string_view bytes) {
    return is_utf8(bytes) ? "UTF-8" : "windows-1252";
}

std::optional<CsvTable> read_csv(const std::filesystem::path& path, const CsvForm& form,
                                 Report& report) {
    const auto bytes = read_bytes(path, report);
    if (!bytes) {
        return std::nullopt;
    }
    CsvTable table;
    table.place = place_of(path);
    const auto text = to_utf8(*bytes, form.encoding, table.place, report);
    if (!text) {
        return std::nullopt;
    }
    if (text->find('\0') != std::string::npos) {
        report.error(table.place, "this is no text",
                     "save the table as CSV UTF-8; a spreadsheet's own file cannot be read");
        return std::nullopt;
    }
    table.separator = form.separator != 0 ? form.separator : likely_separator(*text);
    const TextFile file(path.string(), *text);
    Parser parser(table.separator);
    if (!parser.parse(*text)) {
        report.error(file.place_of_line(parser.first_line(), 1),
                     "a quotation mark in this row is not closed",
                     "close it; a quotation mark within a field is written twice");
        return std::nullopt;
    }
    if (parser.rows().empty()) {
        report.error(table.place, "the table is empty", "save it with its headings and rows");
        return std::nullopt;
    }
    if (!take_headings(parser.rows().front(), table, report)) {
        return std::nullopt;
    }
    for (std::size_t i = 1; i < parser.rows().size(); ++i) {
        take_row(parser.rows()[i], file, table, report);
    }
    return table;
}

} // namespace zugang::content::tool
