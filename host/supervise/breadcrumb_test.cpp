#include "supervise/breadcrumb.hpp"

#include <csignal>
#include <latch>
#include <thread>

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include "supervise/culprits.hpp"

namespace fairground::supervise {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

// Work done by a process of its own on a shared slate; what it leaves there.
class Breadcrumbs : public testing::Test {
protected:
    template <typename Work>
    int in_a_worker(Work work) {
        const pid_t pid = ::fork();
        if (pid == 0) {
            note_on(*shared);
            mark_crashes();
            work();
            ::_exit(0);
        }
        int status = 0;
        ::waitpid(pid, &status, 0);
        return WIFSIGNALED(status) ? WTERMSIG(status) : -WEXITSTATUS(status);
    }
    static CalleeNote::Text wheel() { return {"wheel", "lucky-wheel", "1.2.0", 7, {{0, "spin"}, {1, "prizes"}}}; }

    SharedSlate shared = SharedSlate::make();
};

[[gnu::noinline, gnu::no_sanitize("undefined")]] void crash() {
    *static_cast<volatile int*>(nullptr) = 1;
}

[[gnu::noinline]] int recurse(volatile char* below) {
    volatile char here[4096];
    here[0] = below != nullptr ? below[0] : '\0';
    return here[0] == 'x' ? 0 : recurse(here) + here[0];
}

TEST_F(Breadcrumbs, NameWhomACrashWasIn) {
    EXPECT_EQ(in_a_worker([] {
                  const CalleeNote wheel_note(wheel());
                  const Breadcrumb noted(wheel_note, 0);
                  crash();
              }),
              SIGSEGV);
    const auto found = culprits(*shared);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].campaign, "wheel");
    EXPECT_EQ(found[0].plugin, "lucky-wheel");
    EXPECT_EQ(found[0].version, "1.2.0");
    EXPECT_EQ(found[0].generation, 7u);
    EXPECT_EQ(found[0].route, "spin");
}

TEST_F(Breadcrumbs, TellTheThreadThatCrashedFromThoseThatWereCallingOthers) {
    EXPECT_EQ(in_a_worker([] {
                  const CalleeNote innocent({"innocent", "fair", "1.0.0", 1, {}});
                  const CalleeNote guilty(wheel());
                  std::latch calling(3);
                  const auto call = [&](const CalleeNote& note, bool abort) {
                      const Breadcrumb noted(note, 1);
                      calling.arrive_and_wait();
                      abort ? std::abort() : void(::pause());
                  };
                  std::thread one(call, std::cref(innocent), false), two(call, std::cref(innocent), false);
                  call(guilty, true);
              }),
              SIGABRT);
    const auto found = culprits(*shared);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].campaign, "wheel");
    EXPECT_EQ(found[0].route, "prizes");
}

TEST_F(Breadcrumbs, AStackThatIsUsedUpIsMarkedToo) {
    EXPECT_EQ(in_a_worker([] {
                  const CalleeNote innocent({"innocent", "fair", "1.0.0", 1, {}});
                  std::latch calling(2);
                  std::thread other([&] {
                      const Breadcrumb noted(innocent, 1);
                      calling.arrive_and_wait();
                      ::pause();
                  });
                  const CalleeNote guilty(wheel());
                  const Breadcrumb noted(guilty, create_call);
                  calling.arrive_and_wait();
                  recurse(nullptr);
              }),
              SIGSEGV);
    const auto found = culprits(*shared);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].campaign, "wheel");
    EXPECT_EQ(found[0].route, "create()");
}

TEST_F(Breadcrumbs, AreClearedAfterTheCallAndNest) {
    EXPECT_EQ(in_a_worker([] {
                  const CalleeNote outer({"outer", "fair", "1.0.0", 1, {{0, "spin"}}});
                  const CalleeNote inner(wheel());
                  const Breadcrumb noted(outer, 0);
                  { const Breadcrumb inside(inner, 0); }
                  std::raise(SIGFPE);
              }),
              SIGFPE);
    ASSERT_THAT(culprits(*shared), SizeIs(1));
    EXPECT_EQ(culprits(*shared)[0].campaign, "outer");
}

TEST_F(Breadcrumbs, NobodyIsBlamedForACrashOfTheHostItself) {
    EXPECT_EQ(in_a_worker([] {
                  const CalleeNote note(wheel());
                  { const Breadcrumb noted(note, 0); }
                  std::abort();
              }),
              SIGABRT);
    EXPECT_THAT(culprits(*shared), IsEmpty());
}

TEST_F(Breadcrumbs, WithoutAMarkOnlyASingleCallIsSuspected) {
    const auto die = [](int calls) {
        const CalleeNote note(wheel());
        std::latch calling(calls + 1);
        for (int i = 0; i < calls; ++i)
            std::thread([&] {
                const Breadcrumb noted(note, 0);
                calling.arrive_and_wait();
                ::pause();
            }).detach();
        calling.arrive_and_wait();
        ::_exit(3);
    };
    EXPECT_EQ(in_a_worker([&] { die(1); }), -3);
    EXPECT_THAT(culprits(*shared), SizeIs(1));
    EXPECT_EQ(in_a_worker([&] { die(2); }), -3);
    EXPECT_THAT(culprits(*shared), IsEmpty());
}

TEST_F(Breadcrumbs, SlotsOfThreadsThatEndedAreUsedAgain) {
    EXPECT_EQ(in_a_worker([] {
                  const CalleeNote note(wheel());
                  for (std::size_t i = 0; i < 2 * Slate::threads; ++i)
                      std::thread([&] { const Breadcrumb noted(note, 0); }).join();
                  std::thread([&] {
                      const Breadcrumb noted(note, 0);
                      std::abort();
                  }).join();
              }),
              SIGABRT);
    EXPECT_THAT(culprits(*shared), SizeIs(1));
}

}  // namespace
}  // namespace fairground::supervise
