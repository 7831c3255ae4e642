#pragma once

#include <string>
#include <vector>

namespace zugang::content {

class Database;

/// A tile of the home screen. Its title is the interface string "topic.<id>".
struct Topic {
    std::string id;
    std::string icon;    ///< pictogram name
    int hue = 1;         ///< 1-8, a topic colour of the design
    bool hidden = false; ///< no tile: its pages are reached another way
};

/// A phase of the IQ process chain. Its title is the interface string "phase.<number>".
struct Phase {
    int number = 1;
    std::string icon;
    std::string article; ///< slug of its page
};

std::vector<Topic> list_topics(Database& database);
std::vector<Phase> list_phases(Database& database);

} // namespace zugang::content
