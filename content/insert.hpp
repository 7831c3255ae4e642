#pragma once

#include "content/database.hpp"
#include "content/date.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zugang::content {

/// A statement that is given one row after another.
class Insert {
  public:
    Insert(Database& database, std::string_view sql) : statement_(database, sql) {}

    template <typename... Columns>
    void row(const Columns&... columns) {
        int parameter = 0;
        (bind(++parameter, columns), ...);
        statement_.step();
        statement_.reset();
    }

  private:
    void bind(int parameter, std::string_view text) { statement_.bind(parameter, text); }
    void bind(int parameter, const std::string& text) {
        statement_.bind(parameter, std::string_view(text));
    }
    void bind(int parameter, int number) { statement_.bind(parameter, std::int64_t{number}); }
    void bind(int parameter, std::int64_t number) { statement_.bind(parameter, number); }
    void bind(int parameter, bool flag) { statement_.bind(parameter, std::int64_t{flag ? 1 : 0}); }
    void bind(int parameter, const int* number) { ///< null: NULL
        if (number != nullptr) {
            statement_.bind(parameter, std::int64_t{*number});
        } else {
            statement_.bind_null(parameter);
        }
    }
    void bind(int parameter, const std::optional<Date>& date) {
        statement_.bind(parameter, date ? iso_date(*date) : std::string{});
    }

    Statement statement_;
};

} // namespace zugang::content
