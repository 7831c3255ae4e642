#include "sync/counts/upload_weeks.hpp"

#include "content/durable_file.hpp"
#include "content/package_folder.hpp"
#include "content/week_counts.hpp"
#include "sync/counts/terminal_key.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace zugang::sync {
namespace {

namespace fs = std::filesystem;
using content::IsoWeek;

constexpr std::chrono::days of_a_week{7};
/// The terminal writes what five visits of Sunday looked at an hour later at the latest, and local
/// time is not universal time.
constexpr std::chrono::days grace{1};
constexpr std::uintmax_t largest_file = 64'000'000;

/// Weeks in a folder, by their files.
std::map<std::string, fs::path> weeks_in(const fs::path& folder) {
    std::map<std::string, fs::path> found;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        if (entry.path().extension() == ".tsv" && name.size() > 13 &&
            content::parse_week(name.substr(name.size() - 12, 8))) {
            found[name.substr(name.size() - 12, 8)] = entry.path();
        }
    }
    return found;
}

/// Writes each week that is over and was never written, signed.
Result<void> write_new_weeks(const content::Counts& counts, const fs::path& own,
                             content::Moment now, std::string& terminal) {
    std::map<IsoWeek, content::Counts> weeks;
    const auto today = std::chrono::floor<std::chrono::days>(now);
    for (const auto& [key, number] : counts) {
        const IsoWeek week = content::week_of(key.day);
        if (today >= content::monday_of(week) + of_a_week + grace) {
            weeks[week][key] = number;
        }
    }
    const auto waiting = weeks_in(own / "waiting");
    const auto sent = weeks_in(own / "sent");
    std::erase_if(weeks, [&](const auto& week) {
        const std::string text = content::iso_week(week.first);
        return waiting.contains(text) || sent.contains(text);
    });
    if (weeks.empty() && waiting.empty()) {
        return {};
    }
    const auto key = terminal_key(own);
    if (!key) {
        return tl::make_unexpected(key.error());
    }
    const std::string hex = key->public_key().value;
    terminal = content::terminal_of_key(hex);
    fs::create_directories(own / "waiting");
    for (const auto& [week, rows] : weeks) {
        const content::WeekCounts file{
            .terminal = terminal, .week = week, .key = hex, .counts = rows};
        const std::string bytes = content::write_week(file);
        content::write_durably(own / "waiting" / content::week_file_name(file),
                               content::sign_week(bytes, key->sign(bytes)));
    }
    return {};
}

/// Is there, byte by byte, when it returns.
Result<void> send(const WeekStorage& storage, const std::string& name, const std::string& bytes) {
    for (const bool again : {false, true}) {
        const auto there = storage.read(name);
        if (!there) {
            return tl::make_unexpected(there.error());
        }
        if (*there && **there == bytes) {
            return {};
        }
        if (*there && !bytes.starts_with(**there)) { // a broken line leaves a beginning of ours
            return fail(Reason::Refused,
                        name + ": another file of this name is there, with other bytes. Two "
                               "terminals may have been made of one copy of a disk: remove the "
                               "folder \"counts\" of this one, and it gets a name of its own");
        }
        const auto put =
            storage.put(name, bytes, *there ? WeekStorage::Over::Ours : WeekStorage::Over::Nothing);
        if (put || again || put.error().reason != Reason::Refused) {
            return put;
        }
    }
    return {};
}

} // namespace

WeekUpload upload_weeks(const fs::path& counts, const fs::path& own, const WeekStorage& storage,
                        content::Moment now) {
    WeekUpload upload;
    fs::create_directories(own);
    fs::permissions(own, fs::perms::owner_all);
    const content::FolderLock lock(own); // of two at once one would write what the other sends
    std::error_code error;
    const auto size = fs::file_size(counts, error);
    const auto text = !error && size < largest_file ? content::read_whole(counts) : std::nullopt;
    const content::Counts rows =
        text ? content::read_counts(*text).counts : content::Counts{}; // nobody was there yet
    if (const auto written = write_new_weeks(rows, own, now, upload.terminal); !written) {
        upload.problem = written.error();
        return upload;
    }
    for (const auto& [week, file] : weeks_in(own / "waiting")) {
        const auto bytes = content::read_whole(file);
        if (!bytes) {
            upload.waiting.push_back(week);
            continue;
        }
        if (!upload.problem) {
            const auto sent = send(storage, file.filename().string(), *bytes);
            if (sent) {
                fs::create_directories(own / "sent");
                fs::rename(file, own / "sent" / file.filename());
                content::sync_to_disk(own / "sent");
                upload.sent.push_back(week);
                continue;
            }
            upload.problem = sent.error();
        }
        upload.waiting.push_back(week);
    }
    // What can never be written again need not be remembered.
    for (const auto& [week, file] : weeks_in(own / "sent")) {
        if (!rows.empty() &&
            *content::parse_week(week) < content::week_of(rows.begin()->first.day)) {
            fs::remove(file, error);
        }
    }
    return upload;
}

} // namespace zugang::sync
