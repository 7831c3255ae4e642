#include "content/database.hpp"

#include <sqlite3.h>

namespace zugang::content {
namespace {

[[noreturn]] void fail(sqlite3* handle, std::string_view doing, int code) {
    std::string message(doing);
    message += ": ";
    message += handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
    throw DatabaseError(message);
}

/// SQLite's URI names: '%', '?' and '#' mean something in them.
std::string immutable_uri(const std::filesystem::path& file) {
    std::string uri = "file:";
    for (const char byte : std::filesystem::absolute(file).string()) {
        const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                           (byte >= '0' && byte <= '9') || byte == '/' || byte == '-' ||
                           byte == '_' || byte == '.';
        if (plain) {
            uri += byte;
        } else {
            const auto value = static_cast<unsigned char>(byte);
            uri += '%';
            uri += "0123456789ABCDEF"[value >> 4U];
            uri += "0123456789ABCDEF"[value & 0xfU];
        }
    }
    return uri + "?immutable=1";
}

sqlite3* open(const std::string& name, int flags) {
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(name.c_str(), &handle, flags, nullptr);
    if (code != SQLITE_OK) {
        const std::string reason =
            handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
        sqlite3_close_v2(handle);
        throw DatabaseError("cannot open " + name + ": " + reason);
    }
    sqlite3_extended_result_codes(handle, 1);
    return handle;
}

sqlite3* open(const std::filesystem::path& file, Access access) {
    if (access == Access::ReadOnly) {
        return open(immutable_uri(file),
                    SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX);
    }
    if (access == Access::Create && std::filesystem::exists(file)) {
        throw DatabaseError("cannot create " + file.string() + ": there is such a file");
    }
    return open(std::filesystem::absolute(file).string(),
                SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX);
}

} // namespace

void CloseDatabase::operator()(sqlite3* handle) const noexcept {
    sqlite3_close_v2(handle);
}

void FinalizeStatement::operator()(sqlite3_stmt* statement) const noexcept {
    sqlite3_finalize(statement);
}

Database::Database(sqlite3* handle) : handle_(handle) {
}

Database::Database(const std::filesystem::path& file, Access access) : handle_(open(file, access)) {
}

Database Database::memory() {
    return Database(open(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                                         SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX));
}

void Database::execute(std::string_view sql) {
    const std::string terminated(sql);
    const int code = sqlite3_exec(handle_.get(), terminated.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) {
        fail(handle_.get(), "cannot execute", code);
    }
}

Statement::Statement(Database& database, std::string_view sql) : handle_(database.handle()) {
    sqlite3_stmt* statement = nullptr;
    const int code =
        sqlite3_prepare_v2(handle_, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
    statement_.reset(statement);
    if (code != SQLITE_OK) {
        fail(handle_, "cannot prepare", code);
    }
}

Statement& Statement::bind(int parameter, std::string_view text) {
    // A null pointer would bind NULL.
    const char* bytes = text.data() != nullptr ? text.data() : "";
    const int code = sqlite3_bind_text(statement_.get(), parameter, bytes,
                                       static_cast<int>(text.size()), SQLITE_TRANSIENT);
    if (code != SQLITE_OK) {
        fail(handle_, "cannot bind", code);
    }
    return *this;
}

Statement& Statement::bind(int parameter, std::int64_t number) {
    const int code = sqlite3_bind_int64(statement_.get(), parameter, number);
    if (code != SQLITE_OK) {
        fail(handle_, "cannot bind", code);
    }
    return *this;
}

Statement& Statement::bind_null(int parameter) {
    const int code = sqlite3_bind_null(statement_.get(), parameter);
    if (code != SQLITE_OK) {
        fail(handle_, "cannot bind", code);
    }
    return *this;
}

Statement& Statement::bind_bytes(int parameter, std::string_view bytes) {
    const char* data = bytes.data() != nullptr ? bytes.data() : "";
    const int code = sqlite3_bind_blob(statement_.get(), parameter, data,
                                       static_cast<int>(bytes.size()), SQLITE_TRANSIENT);
    if (code != SQLITE_OK) {
        fail(handle_, "cannot bind", code);
    }
    return *this;
}

bool Statement::step() {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) {
        return true;
    }
    if (code != SQLITE_DONE) {
        fail(handle_, "cannot read or write", code);
    }
    return false;
}

void Statement::reset() {
    sqlite3_reset(statement_.get());
    sqlite3_clear_bindings(statement_.get());
}

std::string_view Statement::text(int column) const {
    const void* bytes = sqlite3_column_text(statement_.get(), column);
    if (bytes == nullptr) {
        return {};
    }
    return {static_cast<const char*>(bytes),
            static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

std::string_view Statement::bytes(int column) const {
    const void* data = sqlite3_column_blob(statement_.get(), column);
    if (data == nullptr) {
        return {};
    }
    return {static_cast<const char*>(data),
            static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

int Statement::columns() const {
    return sqlite3_column_count(statement_.get());
}

} // namespace zugang::content
