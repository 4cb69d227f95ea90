#include "ops/poco_bridge.hpp"

#include <Poco/AutoPtr.h>
#include <Poco/Channel.h>
#include <Poco/Logger.h>
#include <Poco/Message.h>

#include "ops/log.hpp"

namespace fairground::ops {
namespace {

Level level_of(Poco::Message::Priority priority) {
    if (priority <= Poco::Message::PRIO_ERROR) return Level::error;
    if (priority == Poco::Message::PRIO_WARNING) return Level::warning;
    return priority <= Poco::Message::PRIO_INFORMATION ? Level::info : Level::debug;
}

class Bridge final : public Poco::Channel {
public:
    void log(const Poco::Message& message) override {
        ops::log(level_of(message.getPriority()), message.getText(), {{"source", message.getSource()}});
    }
};

}  // namespace

void attach_poco() {
    const Poco::AutoPtr<Bridge> bridge(new Bridge);
    Poco::Logger::root();  // its channel is the one that loggers made later inherit
    Poco::Logger::setChannel("", bridge);
}

void detach_poco() {
    Poco::Logger::setChannel("", nullptr);
}

}  // namespace fairground::ops
