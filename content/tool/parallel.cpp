#include "content/tool/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace zugang::content::tool {

void in_parallel(std::size_t count, const std::function<void(std::size_t)>& work,
                 const std::function<void(std::size_t)>& done) {
    std::atomic<std::size_t> next = 0;
    std::atomic<std::size_t> finished = 0;
    std::exception_ptr problem;
    std::mutex problem_mutex;
    const auto run = [&](const std::function<void(std::size_t)>& tell) {
        for (std::size_t i = next++; i < count; i = next++) {
            try {
                work(i);
            } catch (...) {
                const std::lock_guard lock(problem_mutex);
                problem = problem ? problem : std::current_exception();
                next = count;
            }
            const std::size_t now = ++finished;
            if (tell) {
                tell(now);
            }
        }
    };
    std::vector<std::jthread> others;
    const std::size_t threads =
        std::min<std::size_t>(std::max(1U, std::thread::hardware_concurrency()), count);
    for (std::size_t i = 1; i < threads; ++i) {
        others.emplace_back([&run] { run({}); });
    }
    run(done);
    others.clear(); // waits
    if (problem) {
        std::rethrow_exception(problem);
    }
    if (done && count > 0) { // the last ones may have been another thread's
        done(count);
    }
}

} // namespace zugang::content::tool
