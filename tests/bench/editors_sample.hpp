#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::bench {

/// The source of a package of 400 articles in 15 languages, with 300 pictures and 200 recordings,
/// as editors keep it: bund with its interface, glossary, values and contacts, and articles of real
/// sentences (the declaration of human rights) with links, values, contacts and terms. The same
/// seed gives the same bytes.
class EditorsSample {
  public:
    /// `bund`: content/source/bund; `corpus`: <tag>.txt, one paragraph a line. `recorded`: where
    /// recordings are kept from one run to the next, which take half a minute to make.
    EditorsSample(std::uint64_t seed, std::filesystem::path bund, std::filesystem::path corpus,
                  std::filesystem::path recorded);

    /// Writes everything into a folder that is not there.
    void write(const std::filesystem::path& package);

    /// What an editor saves: another word in one paragraph of one article in one language.
    void change_one_file(const std::filesystem::path& package) const;

    static std::size_t articles() { return 400; }
    static std::size_t languages() { return 15; }
    static std::size_t pictures() { return 300; }
    static std::size_t recordings() { return 200; }

  private:
    std::uint64_t random();
    std::size_t below(std::size_t limit);
    void write_recording(const std::filesystem::path& package, std::size_t article,
                         const std::string& summary) const;
    const std::string& sentence(std::size_t language);
    std::string marked(const std::string& sentence, std::size_t kind, std::size_t number) const;
    void write_article(const std::filesystem::path& package, std::size_t article);
    void write_picture(const std::filesystem::path& file);

    std::uint64_t state_;
    std::filesystem::path bund_;
    std::filesystem::path recorded_;
    std::vector<std::vector<std::string>> sentences_; ///< by language
};

} // namespace zugang::bench
