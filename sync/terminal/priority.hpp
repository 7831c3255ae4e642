#pragma once

namespace zugang::sync {

/// From now on this process has what others leave over of processor and disk: a visitor at the
/// terminal notices nothing of a download. What the system refuses stays as it is.
void give_way();

} // namespace zugang::sync
