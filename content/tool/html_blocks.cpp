#include "content/tool/html_blocks.hpp"

#include "content/tool/clean_text.hpp"
#include "content/tool/xml.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

#include <libxml/HTMLparser.h>
#include <libxml/tree.h>

namespace zugang::content::tool {
namespace {

struct FreeXmlText {
    void operator()(xmlChar* text) const noexcept { xmlFree(text); }
};
using XmlText = std::unique_ptr<xmlChar, FreeXmlText>;

struct FreeParser {
    void operator()(htmlParserCtxt* parser) const noexcept { htmlFreeParserCtxt(parser); }
};

Document parse(const std::string& html) {
    const std::unique_ptr<htmlParserCtxt, FreeParser> parser(htmlNewParserCtxt());
    if (!parser) {
        return nullptr;
    }
    // Without it the parser stops in silence where elements are nested deeper than 256.
    parser->options |= XML_PARSE_HUGE;
    return Document(htmlCtxtReadMemory(
        parser.get(), html.data(), static_cast<int>(html.size()), nullptr, "UTF-8",
        HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
            XML_PARSE_HUGE));
}

std::string attribute(const xmlNode& node, const char* name) {
    const XmlText value(xmlGetProp(&node, reinterpret_cast<const xmlChar*>(name)));
    return std::string(view(value.get()));
}

enum class Role {
    Transparent,
    Block,
    UpperHeading,
    LowerHeading,
    Bullets,
    Steps,
    Item,
    Note,
    Row,
    Cell,
    Break,
    Rule,
    Picture,
    Bold,
    Italic,
    Struck,
    Link,
    Comment,
    Hidden,
    Active
};

constexpr auto roles = std::to_array<std::pair<std::string_view, Role>>({
    {"a", Role::Link},          {"address", Role::Block},    {"applet", Role::Active},
    {"article", Role::Block},   {"aside", Role::Block},      {"audio", Role::Active},
    {"b", Role::Bold},          {"blockquote", Role::Note},  {"br", Role::Break},
    {"button", Role::Active},   {"canvas", Role::Active},    {"caption", Role::Block},
    {"center", Role::Block},    {"dd", Role::Block},         {"del", Role::Struck},
    {"details", Role::Block},   {"div", Role::Block},        {"dl", Role::Block},
    {"dt", Role::Block},        {"em", Role::Italic},        {"embed", Role::Active},
    {"fieldset", Role::Block},  {"figcaption", Role::Block}, {"figure", Role::Block},
    {"footer", Role::Block},    {"form", Role::Active},      {"frame", Role::Active},
    {"frameset", Role::Active}, {"h1", Role::UpperHeading},  {"h2", Role::UpperHeading},
    {"h3", Role::LowerHeading}, {"h4", Role::LowerHeading},  {"h5", Role::LowerHeading},
    {"h6", Role::LowerHeading}, {"head", Role::Hidden},      {"header", Role::Block},
    {"hr", Role::Rule},         {"i", Role::Italic},         {"iframe", Role::Active},
    {"img", Role::Picture},     {"input", Role::Active},     {"li", Role::Item},
    {"main", Role::Block},      {"math", Role::Active},      {"menu", Role::Bullets},
    {"nav", Role::Block},       {"noscript", Role::Hidden},  {"object", Role::Active},
    {"ol", Role::Steps},        {"p", Role::Block},          {"pre", Role::Block},
    {"s", Role::Struck},        {"script", Role::Hidden},    {"section", Role::Block},
    {"select", Role::Active},   {"strike", Role::Struck},    {"strong", Role::Bold},
    {"style", Role::Hidden},    {"summary", Role::Block},    {"svg", Role::Active},
    {"table", Role::Block},     {"td", Role::Cell},          {"template", Role::Hidden},
    {"textarea", Role::Active}, {"th", Role::Cell},          {"title", Role::Hidden},
    {"tr", Role::Row},          {"ul", Role::Bullets},       {"video", Role::Active},
});
static_assert(std::ranges::is_sorted(roles, {}, &std::pair<std::string_view, Role>::first));

Role role_of(const xmlNode& node) {
    if (node.type != XML_ELEMENT_NODE) {
        return Role::Comment;
    }
    const std::string_view name = view(node.name);
    const auto* found =
        std::ranges::lower_bound(roles, name, {}, &std::pair<std::string_view, Role>::first);
    return found != roles.end() && found->first == name ? found->second : Role::Transparent;
}

bool is_list_item(BlockKind kind) {
    return kind == BlockKind::Step || kind == BlockKind::Item;
}

/// Puts text into blocks while the tree is walked.
class Builder {
  public:
    Builder(const ResolveLink& resolve_link, Tally& tally)
        : resolve_link_(resolve_link), tally_(tally) {}

    void enter(const xmlNode& node, Role role);
    void leave(Role role);
    void add_text(std::string_view raw);
    void miss_text(std::string_view raw) {
        result_.source_characters += count_letters_and_digits(raw);
    }
    HtmlBlocks finish();

  private:
    struct List {
        bool steps = false;
        int next_number = 1;
        int depth = 0; ///< of its items as they are written, 0 before the first
        bool in_item = false;
        bool item_has_text = false;
    };
    struct OpenLink {
        std::string target;
        std::size_t characters_before = 0;
    };

    bool joins_lines() const {
        return cells_ > 0 || heading_ != 0 || (!lists_.empty() && lists_.back().in_item);
    }
    void part();
    void break_line();
    void begin_block();
    void end_block();
    void enter_picture(const xmlNode& node);
    void enter_link(const xmlNode& node);
    void enter_list(const xmlNode& node, Role role);

    const ResolveLink& resolve_link_;
    Tally& tally_;
    HtmlBlocks result_;
    std::optional<RunBlock> block_;
    std::vector<List> lists_;
    std::vector<OpenLink> links_;
    std::size_t added_ = 0; ///< characters of all text so far, spaces apart
    int heading_ = 0;       ///< level of the heading that is open
    int notes_ = 0;
    int cells_ = 0;
    int bold_ = 0;
    int italic_ = 0;
    bool space_ = false; ///< before the next character of this block
    bool joined_ = false;
    bool broken_ = false;
    bool separate_cell_ = false;
};

void Builder::part() {
    if (!joins_lines()) {
        end_block();
    } else if (block_) {
        joined_ = true;
        space_ = true;
    }
}

void Builder::break_line() {
    if (!block_) {
        return;
    }
    if (joins_lines()) {
        joined_ = true;
        space_ = true;
    } else {
        broken_ = true;
    }
}

void Builder::begin_block() {
    RunBlock block;
    if (!lists_.empty() && cells_ == 0) {
        List& list = lists_.back();
        const bool after_item = !result_.blocks.empty() && is_list_item(result_.blocks.back().kind);
        if (!after_item) {
            std::ranges::for_each(lists_, [](List& outer) { outer.depth = 0; });
        }
        if (list.depth == 0) {
            list.depth = 1 + std::ranges::max(lists_, {}, &List::depth).depth;
        }
        if (std::exchange(list.item_has_text, list.in_item)) {
            ++tally_.changed["text behind a list within a list item became an item"];
        }
        block.kind = list.steps ? BlockKind::Step : BlockKind::Item;
        block.level = list.depth;
        block.number = list.steps ? list.next_number++ : 0;
        if (list.steps && list.depth == 1 && after_item &&
            result_.blocks.back().kind == BlockKind::Step && result_.blocks.back().level == 1 &&
            block.number == 1) {
            ++tally_.changed["numbered lists that follow another one count on"];
        }
    } else if (heading_ != 0) {
        block.kind = BlockKind::Heading;
        block.level = heading_;
    } else if (notes_ > 0) {
        block.kind = BlockKind::Note;
    }
    block_ = std::move(block);
}

void Builder::end_block() {
    space_ = joined_ = broken_ = separate_cell_ = false;
    if (!block_) {
        return;
    }
    std::vector<std::string*> parts;
    for (Run& run : block_->runs) {
        parts.push_back(&run.text);
    }
    drop_unbalanced_bidi(parts, tally_);
    std::erase_if(block_->runs, [](const Run& run) { return run.text.empty(); });
    if (!block_->runs.empty()) {
        result_.kept_characters += count_letters_and_digits(plain_text(*block_));
        result_.blocks.push_back(std::move(*block_));
    }
    block_.reset();
}

void Builder::add_text(std::string_view raw) {
    std::size_t decoded = 0;
    std::string text = decode_entities(raw, decoded);
    if (decoded > 0) {
        tally_.changed["character references that were encoded twice"] += decoded;
    }
    text = clean_text(text, tally_);
    result_.source_characters += count_letters_and_digits(text);
    if (text.find_first_not_of(' ') == std::string::npos) {
        space_ = space_ || !text.empty();
        return;
    }
    if (broken_) {
        end_block();
        ++tally_.changed["line breaks became paragraphs"];
    }
    if (!block_) {
        begin_block();
        space_ = false;
    }
    if (std::exchange(joined_, false)) {
        ++tally_.changed["line breaks in headings, list items and cells became spaces"];
    }
    if (std::exchange(separate_cell_, false) && !block_->runs.empty()) {
        block_->runs.push_back({.text = " –", .link = ""});
    }
    Run run{.text = "",
            .bold = bold_ > 0 && block_->kind != BlockKind::Heading,
            .italic = italic_ > 0,
            .link = links_.empty() ? std::string() : links_.back().target};
    if (bold_ > 0 && block_->kind == BlockKind::Heading) {
        ++tally_.changed["bold words in headings became plain"];
    }
    for (const char c : text) {
        if (c == ' ') {
            space_ = true;
            continue;
        }
        if (std::exchange(space_, false) && !(block_->runs.empty() && run.text.empty())) {
            run.text += ' ';
        }
        run.text += c;
        ++added_;
    }
    if (!block_->runs.empty() && block_->runs.back().looks_like(run)) {
        block_->runs.back().text += run.text;
    } else {
        block_->runs.push_back(std::move(run));
    }
}

void Builder::enter_picture(const xmlNode& node) {
    const bool icon = attribute(node, "src").find("/static/") != std::string::npos;
    ++tally_.left_out[icon ? "icons within the text: pictures of the old system"
                           : "pictures: referenced, not fetched"];
    if (!attribute(node, "alt").empty()) {
        ++tally_.left_out["alternative texts of pictures that were left out"];
    }
    space_ = true;
}

void Builder::enter_link(const xmlNode& node) {
    OpenLink link{.target = "", .characters_before = added_};
    const std::string address = attribute(node, "href");
    if (xmlHasProp(&node, reinterpret_cast<const xmlChar*>("href")) != nullptr) {
        Tally ignored; // the words are counted where they become text
        const XmlText words(address.ends_with(':') ? xmlNodeGetContent(&node) : nullptr);
        link.target = resolve_link_(collapse_spaces(clean_text(address, ignored)),
                                    collapse_spaces(clean_text(view(words.get()), ignored)));
    }
    links_.push_back(std::move(link));
}

void Builder::enter_list(const xmlNode& node, Role role) {
    end_block();
    List list{.steps = role == Role::Steps};
    const std::string start = attribute(node, "start");
    std::from_chars(start.data(), start.data() + start.size(), list.next_number);
    list.next_number = std::clamp(list.next_number, 0, 9999);
    lists_.push_back(list);
}

void Builder::enter(const xmlNode& node, Role role) {
    switch (role) {
    case Role::Bold:
        ++bold_;
        break;
    case Role::Italic:
        ++italic_;
        break;
    case Role::Struck:
        ++tally_.changed["words that were struck through became plain"];
        break;
    case Role::Link:
        enter_link(node);
        break;
    case Role::Break:
        break_line();
        break;
    case Role::Picture:
        enter_picture(node);
        break;
    case Role::Rule:
        ++tally_.left_out["rules between paragraphs: decoration"];
        part();
        break;
    case Role::Bullets:
    case Role::Steps:
        enter_list(node, role);
        break;
    case Role::Item:
        end_block();
        if (lists_.empty()) {
            ++tally_.changed["list items without a list became paragraphs"];
        } else {
            lists_.back().in_item = true;
            lists_.back().item_has_text = false;
        }
        break;
    case Role::UpperHeading:
    case Role::LowerHeading:
        part();
        heading_ = role == Role::UpperHeading ? 2 : 3;
        if (view(node.name) != "h2" && view(node.name) != "h3") {
            ++tally_.changed["headings of other levels became ## (h1) or ### (h4 to h6)"];
        }
        break;
    case Role::Note:
        part();
        ++notes_;
        break;
    case Role::Row:
        end_block();
        ++tally_.changed["table rows became paragraphs"];
        break;
    case Role::Cell:
        separate_cell_ = block_.has_value();
        space_ = true;
        ++cells_;
        break;
    case Role::Block:
        part();
        break;
    case Role::Hidden:
        ++tally_.left_out["<" + std::string(view(node.name)) + ">: no text for readers"];
        break;
    case Role::Active:
        ++tally_.left_out["<" + std::string(view(node.name)) +
                          ">: cannot work on a terminal without network"];
        break;
    case Role::Transparent:
    case Role::Comment:
        break;
    }
}

void Builder::leave(Role role) {
    switch (role) {
    case Role::Bold:
        --bold_;
        break;
    case Role::Italic:
        --italic_;
        break;
    case Role::Link:
        if (!links_.back().target.empty() && links_.back().characters_before == added_) {
            ++tally_.left_out["links without words"];
        }
        links_.pop_back();
        break;
    case Role::Bullets:
    case Role::Steps:
        end_block();
        lists_.pop_back();
        break;
    case Role::Item:
        end_block();
        if (!lists_.empty()) {
            lists_.back().in_item = false;
        }
        break;
    case Role::UpperHeading:
    case Role::LowerHeading:
        part();
        heading_ = 0;
        if (!joins_lines()) {
            end_block();
        }
        break;
    case Role::Note:
        part();
        --notes_;
        break;
    case Role::Row:
        end_block();
        break;
    case Role::Cell:
        --cells_;
        break;
    case Role::Block:
        part();
        break;
    default:
        break;
    }
}

HtmlBlocks Builder::finish() {
    end_block();
    return std::move(result_);
}

/// Without recursion: the depth of the tree is the author's, not ours.
void walk(const xmlNode* root, Builder& builder) {
    int active = 0;
    int hidden = 0;
    const auto open = [&](const xmlNode& node, Role role) {
        if (active + hidden == 0) {
            builder.enter(node, role);
        }
        active += role == Role::Active ? 1 : 0;
        hidden += role == Role::Hidden ? 1 : 0;
    };
    const auto close = [&](Role role) {
        active -= role == Role::Active ? 1 : 0;
        hidden -= role == Role::Hidden ? 1 : 0;
        if (active + hidden == 0) {
            builder.leave(role);
        }
    };
    for (const xmlNode* node = root; node != nullptr;) {
        if (node->type == XML_TEXT_NODE && hidden == 0) {
            active == 0 ? builder.add_text(view(node->content))
                        : builder.miss_text(view(node->content));
        }
        if (node->type == XML_ELEMENT_NODE) {
            open(*node, role_of(*node));
            if (node->children != nullptr) {
                node = node->children;
                continue;
            }
            close(role_of(*node));
        }
        while (node != root && node->next == nullptr) {
            node = node->parent;
            close(role_of(*node));
        }
        node = node == root ? nullptr : node->next;
    }
}

} // namespace

std::string plain_text(const RunBlock& block) {
    std::string text;
    for (const Run& run : block.runs) {
        text += run.text;
    }
    return text;
}

HtmlBlocks blocks_of_html(std::string_view html, const ResolveLink& resolve_link, Tally& tally) {
    Builder builder(resolve_link, tally);
    const std::string clean = clean_text(html, tally);
    if (clean.find_first_not_of(' ') != std::string::npos &&
        clean.size() <= static_cast<std::size_t>(std::numeric_limits<int>::max())) {
        if (const Document document = parse(clean)) {
            walk(xmlDocGetRootElement(document.get()), builder);
        }
    }
    return builder.finish();
}

} // namespace zugang::content::tool
