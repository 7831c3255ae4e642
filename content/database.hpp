#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace zugang::content {

/// SQLite could not do what it must be able to do: I/O, corruption, wrong SQL.
class DatabaseError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

enum class Access { ReadOnly, Create, ReadWrite };

struct CloseDatabase {
    void operator()(sqlite3* handle) const noexcept;
};

struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const noexcept;
};

/// One connection. Not shared between threads.
class Database {
  public:
    /// ReadOnly opens the file as immutable: nobody may write it meanwhile. Create: a new, empty
    /// file. ReadWrite: made where it is missing.
    Database(const std::filesystem::path& file, Access access);

    /// In memory, for tests.
    static Database memory();

    void execute(std::string_view sql);

    sqlite3* handle() const { return handle_.get(); }

  private:
    explicit Database(sqlite3* handle);
    std::unique_ptr<sqlite3, CloseDatabase> handle_;
};

/// One prepared statement. Columns count from 0, parameters from 1.
class Statement {
  public:
    Statement(Database& database, std::string_view sql);

    Statement& bind(int parameter, std::string_view text);
    Statement& bind(int parameter, std::int64_t number);
    Statement& bind_null(int parameter);
    Statement& bind_bytes(int parameter, std::string_view bytes); ///< for a BLOB column

    /// Steps once: true while there is a row.
    bool step();
    void reset();

    /// Lives until the next step.
    std::string_view text(int column) const;
    std::string_view bytes(int column) const; ///< of a BLOB column; lives as long
    std::int64_t integer(int column) const;
    bool is_null(int column) const;
    int columns() const;

  private:
    std::unique_ptr<sqlite3_stmt, FinalizeStatement> statement_;
    sqlite3* handle_ = nullptr;
};

} // namespace zugang::content
