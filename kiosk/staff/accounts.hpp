#pragma once

#include "kiosk/state_file.hpp"
#include "kiosk/touch.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::kiosk::staff {

/// Who may unlock the staff's side. A person is a number of two digits that stands before the PIN:
/// what is typed is "07" and six digits or more.
struct Person {
    int number = 0; ///< 1 to 99
    std::string name;
};

/// The people and their PINs, in state.db; and how long to wait after wrong tries. Wrong tries are
/// counted over all people together, and over a restart, so that whoever guesses gains nothing by
/// another number or the plug. Times are the terminal's, from its start on. UI thread only.
class Accounts {
  public:
    /// `state` must outlive it.
    explicit Accounts(StateFile& state) : state_(state) {}

    /// Reads who there is, once; before anything else. Throws content::DatabaseError where that
    /// cannot be read: nobody gets in then, and no PIN counts as the first one.
    void load();
    /// False: nothing can be kept here (read-only, damaged, not loaded): nobody gets in.
    bool can_keep() const { return loaded_ && state_.database() != nullptr; }
    const std::vector<Person>& people() const { return people_; }

    /// The person's number. Throws content::DatabaseError or std::runtime_error where it cannot be
    /// kept; nothing has changed then. At most 99.
    int add(std::string_view name, std::string_view pin);
    void set_pin(int number, std::string_view pin);
    /// The last one stays. Overwrites what was kept of them.
    void remove(int number);

    /// The number of the person whose number and PIN this is; no value for a wrong one, or while no
    /// try is taken. Takes a tenth of a second, as long for a number that nobody has. A right one
    /// ends the waiting, a wrong one makes it longer. Throws content::DatabaseError where a change
    /// of the count cannot be written; a wrong try counts all the same until the next restart.
    std::optional<int> unlock(std::string_view typed, Instant now);

    /// How long no try is taken: nothing for three wrong ones, then 5 s, doubled with each, at most
    /// a quarter of an hour. After a restart it begins anew.
    std::chrono::seconds wait(Instant now) const;

  private:
    void read();
    void keep_failures();

    StateFile& state_;
    std::vector<Person> people_; ///< by number
    bool loaded_ = false;
    int failures_ = 0;
    Instant failed_at_{};
};

} // namespace zugang::kiosk::staff
