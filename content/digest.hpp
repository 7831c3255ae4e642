#pragma once

#include <string>

namespace zugang::content {

class Database;

/// SHA-256 over the contents of all tables but the digest itself: the same content gives the same
/// digest, whoever built it.
std::string table_digest(Database& database);

} // namespace zugang::content
