#pragma once

#include "content/search/tokenize.hpp"

#include <memory>
#include <string>
#include <string_view>

struct sb_stemmer;

namespace zugang::content::search {

/// What a word is looked up by.
struct Word {
    std::string surface; ///< folded, as it was written
    std::string stem;    ///< folded, without its ending; a gram's is itself
};

struct DeleteStemmer {
    void operator()(sb_stemmer* stemmer) const noexcept;
};

/// Takes words apart as one language does. Not to be shared between threads.
class Analyser {
  public:
    /// A BCP 47 tag; one that nobody knows only folds.
    explicit Analyser(std::string_view language);

    Apostrophe apostrophe() const { return apostrophe_; }
    /// German glues words together; parts of them are looked for.
    bool makes_compounds() const { return makes_compounds_; }

    /// `written`: a token's stretch of the text. Both keys are empty where nothing is left of it.
    Word analyse(std::string_view written, TokenKind kind) const;

  private:
    std::string language_; ///< without script and region
    Apostrophe apostrophe_ = Apostrophe::Joins;
    bool makes_compounds_ = false;
    std::unique_ptr<sb_stemmer, DeleteStemmer> stemmer_;
};

} // namespace zugang::content::search
