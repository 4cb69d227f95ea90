#include "store/sql/text.hpp"

#include "store/store.hpp"

namespace fairground::store {

void refuse_zero_byte(std::string_view value) {
    if (value.find('\0') != value.npos) {
        throw Fault("a text to be stored has a zero byte at offset " + std::to_string(value.find('\0')) +
                    "; found after: " + std::string(value.substr(0, std::min(value.find('\0'), std::size_t{40}))));
    }
}

void append_value(std::string& out, std::string_view value) {
    refuse_zero_byte(value);
    out += '\'';
    for (std::size_t quote = value.find('\''); quote != value.npos; quote = value.find('\'')) {
        out += value.substr(0, quote + 1);
        out += '\'';
        value.remove_prefix(quote + 1);
    }
    out += value;
    out += '\'';
}

}  // namespace fairground::store
