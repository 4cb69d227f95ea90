#include "load/answer.hpp"

#include <gtest/gtest.h>

namespace fairground::load {
namespace {

constexpr std::string_view whole =
    "HTTP/1.1 503 Service Unavailable\r\nconnection: Close\r\nRetry-After:2\r\nFairground-Plugin: wheel\r\n"
    "Idempotency-Replayed: true\r\ncontent-length: 2\r\nX: \r\n\r\n{}";

TEST(Answer, IsReadWithItsHeadersWhateverTheirCase) {
    const auto answer = read_answer(whole);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 503);
    EXPECT_FALSE(answer->keep_alive);
    EXPECT_EQ(answer->retry_after, std::chrono::seconds(2));
    EXPECT_EQ(answer->plugin, "wheel");
    EXPECT_TRUE(answer->replayed);
    EXPECT_EQ(answer->body, "{}");
}

TEST(Answer, IsNotThereBeforeItsLastByte) {
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_FALSE(read_answer(whole.substr(0, size))) << "of " << size << " bytes";
}

TEST(Answer, WhoseEndCannotBeKnownHasNoStatus) {
    for (const std::string_view text :
         {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "SSH-2.0 hello\r\n\r\n", "HTTP/1.1 ok\r\n\r\n"}) {
        const auto answer = read_answer(text);
        ASSERT_TRUE(answer) << text;
        EXPECT_EQ(answer->status, 0) << text;
        EXPECT_FALSE(answer->keep_alive);
        EXPECT_EQ(answer->body, text);
    }
}

}  // namespace
}  // namespace fairground::load
