#include "kiosk/utterances.hpp"

namespace zugang::kiosk {

std::vector<Utterance> utterances_of(const Node& node) {
    std::vector<Utterance> result;
    if (!node.lead.empty()) {
        result.push_back(aside(node.lead, node.language, node.id));
    }
    const bool is_label = node.speak.empty() || node.speak == node.label;
    const std::string& text = is_label ? node.label : node.speak;
    const auto parts = content::spoken_parts(text, node.language,
                                             is_label ? node.stretches : std::vector<Stretch>());
    for (const content::SpokenPart& part : parts) {
        result.push_back({.text = text.substr(part.start, part.length),
                          .language = part.language,
                          .privacy = node.is_private ? Privacy::Private : Privacy::Public,
                          .node = node.id,
                          .offset = part.start,
                          .marks = is_label,
                          .spelled = part.spelled,
                          .goes_on = part.goes_on});
    }
    return result;
}

Utterance aside(std::string_view text, std::string_view language, std::string_view node) {
    return {.text = std::string(text),
            .language = std::string(language),
            .node = std::string(node),
            .aside = true};
}

std::string said(const Utterance& utterance) {
    return content::said(utterance.text, utterance.spelled);
}

} // namespace zugang::kiosk
