// SPDX-License-Identifier: MIT
//
// How a handler ends otherwise than by returning its answer. Each of these undoes the whole call. Any other exception
// is a bug of the plugin: the host answers with an internal error and logs its text.
#pragma once
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace fairground {

// An end of a call with a code for programs ([a-z0-9_], at most 64) and a detail for people.
struct Outcome : std::runtime_error {
    Outcome(std::string code_, const std::string& detail) : std::runtime_error(detail), code(std::move(code_)) {}
    std::string code;
};

// The rules say no: an expected answer, not an error.
struct Refuse : Outcome {
    explicit Refuse(std::string code_, const std::string& detail = "") : Outcome(std::move(code_), detail) {}
};

// The caller's input is wrong; the detail names what was found and what was expected.
struct Invalid : Outcome {
    using Outcome::Outcome;
};

// Something needed is not there now; asking again later may help.
struct Unavailable : Outcome {
    explicit Unavailable(const std::string& detail) : Outcome("unavailable", detail) {}
};

[[noreturn]] inline void refuse(std::string code, const std::string& detail = "") {
    throw Refuse(std::move(code), detail);
}

// What is wrong with the settings of a campaign, each at a JSON pointer ("/prizes/2/weight"). Collect them all, so that
// the operator sees everything at once.
class Problems {
public:
    struct Problem {
        std::string at;
        std::string message;
    };

    void add(std::string at, std::string message) { found_.push_back({std::move(at), std::move(message)}); }
    bool empty() const { return found_.empty(); }
    const std::vector<Problem>& found() const { return found_; }

private:
    std::vector<Problem> found_;
};

}  // namespace fairground
