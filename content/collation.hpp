#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace zugang::content {

/// The order that readers of a language look names up in.
class Collation {
  public:
    /// `locale`: as Strings::locale() says.
    explicit Collation(const std::string& locale);
    ~Collation();
    Collation(Collation&&) noexcept;
    Collation& operator=(Collation&&) noexcept;

    bool comes_before(std::string_view a, std::string_view b) const;

  private:
    struct Collator;
    std::unique_ptr<Collator> collator_;
};

} // namespace zugang::content
