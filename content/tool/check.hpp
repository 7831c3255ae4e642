#pragma once

#include "content/tool/assets.hpp"
#include "content/tool/cache.hpp"
#include "content/tool/source.hpp"

namespace zugang::content::tool {

/// Everything that can only be seen once all packages are applied. `assets` may be null: names of
/// pictograms and fonts are then believed. `cache` keeps what was found in pictures and recordings.
void check(const Package& package, Date as_of, const Assets* assets, const Cache& cache,
           Report& report);

// The parts, by what they look at.
void check_keyboards(const Package& package, Report& report);
void check_languages(const Package& package, const Assets* assets, Report& report);
void check_translations(const Package& package, Report& report);
void check_references(const Package& package, const Assets* assets, Report& report);
void check_dates(const Package& package, Date as_of, Report& report);
void check_strings(const Package& package, Report& report);
void check_media(const Package& package, const Cache& cache, Report& report);
void check_fonts(const Package& package, const Assets* assets, Report& report);
void check_characters(const Package& package, Report& report);
void check_reading(const Package& package, Report& report);
void check_guides(const Package& package, Report& report);
void check_slips(const Package& package, Report& report);
void check_places(const Package& package, Report& report);
void check_templates(const Package& package, Report& report);

} // namespace zugang::content::tool
