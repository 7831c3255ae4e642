#pragma once

#include "content/appointments/plan.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content::appointments {

/// The tables of one TOML file. Each key is asked for once; `finish` names those that nobody asked
/// for. What is wrong is collected and comes back as what stands for nothing: "", 0, no days.
class PlanReader {
  public:
    struct Place {
        std::size_t line = 0; ///< from 1, as is the column; 0: the whole file
        std::size_t column = 0;
    };
    struct Reference {
        std::string name;
        Place place;
    };
    struct Row {
        const void* table = nullptr; ///< of the file
        Place place;
    };

    class Table {
      public:
        std::string text(std::string_view key);
        std::string required_text(std::string_view key);
        /// Small letters, digits, "-" and "_"; none of `taken`.
        std::string id(const std::vector<std::string>& taken);
        std::int64_t integer(std::string_view key, std::int64_t least, std::int64_t most,
                             std::int64_t otherwise);
        OpeningHours hours(std::string_view key, const OpeningHours& otherwise);
        OpeningHours required_hours(std::string_view key);
        std::vector<Days> days(std::string_view key);
        Texts texts(std::string_view key);
        Texts required_texts(std::string_view key);
        std::vector<Reference> references(std::string_view key);
        std::vector<Row> rows(std::string_view key);
        /// Says it of the value of this key.
        void report(std::string_view key, const std::string& what);
        void finish();

      private:
        friend class PlanReader;
        Table(PlanReader& reader, Row row) : reader_(reader), row_(row) {}
        const void* find(std::string_view key); ///< a toml::node, or null
        std::string full_name(std::string_view key) const;

        PlanReader& reader_;
        Row row_;
        std::string name_;
        std::vector<std::string> known_;
    };

    /// `name` is that of the file.
    PlanReader(std::string_view bytes, std::string name);
    ~PlanReader();
    PlanReader(const PlanReader&) = delete;
    PlanReader& operator=(const PlanReader&) = delete;

    Table table(std::string_view key);
    std::vector<Row> rows(std::string_view key);
    Table open(const Row& row);
    void finish();

    void report(Place place, const std::string& what);
    const std::vector<std::string>& problems() const { return problems_; }

  private:
    struct Document;

    std::string name_;
    std::unique_ptr<Document> document_;
    std::vector<std::string> problems_;
    std::unique_ptr<Table> root_;
};

/// "; did you mean "x"?", or empty where none is near.
std::string did_you_mean(std::string_view wanted, const std::vector<std::string>& names);

} // namespace zugang::content::appointments
