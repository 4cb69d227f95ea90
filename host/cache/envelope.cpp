#include "cache/envelope.hpp"

#include <array>
#include <cstring>
#include <limits>

#include <sodium.h>

namespace fairground::cache {
namespace {

constexpr std::string_view magic = "fgv1";
constexpr std::size_t checksum_bytes = crypto_shorthash_BYTES;
static_assert(checksum_bytes == 8);

// Not a secret: it only has to be the same everywhere, and that of nobody else.
constexpr std::array<unsigned char, crypto_shorthash_KEYBYTES> checksum_key = {'f', 'a', 'i', 'r', 'g', 'r', 'o', 'u',
                                                                               'n', 'd', ' ', 'v', 'i', 'e', 'w', '1'};

std::string checksum(std::string_view bytes) {
    std::string sum(checksum_bytes, '\0');
    crypto_shorthash(reinterpret_cast<unsigned char*>(sum.data()), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size(), checksum_key.data());
    return sum;
}

// Little endian, whatever the machine.
void add(std::string& out, std::int64_t number) {
    for (int shift = 0; shift < 64; shift += 8)
        out += static_cast<char>(static_cast<std::uint64_t>(number) >> shift & 0xFF);
}
void add(std::string& out, std::string_view text) {
    add(out, static_cast<std::int64_t>(text.size()));
    out += text;
}

class Bytes {
public:
    explicit Bytes(std::string_view bytes) : rest_(bytes) {}

    std::int64_t number() {
        const auto bytes = take(8);
        std::uint64_t number = 0;
        for (std::size_t i = 0; i < bytes.size(); ++i)
            number |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
        return static_cast<std::int64_t>(number);
    }
    std::string_view text() { return take(static_cast<std::uint64_t>(number())); }
    bool whole() const { return !short_ && rest_.empty(); }

private:
    std::string_view take(std::uint64_t size) {
        if (size > rest_.size()) {
            short_ = true;
            return {};
        }
        const auto taken = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return taken;
    }
    std::string_view rest_;
    bool short_ = false;
};

}  // namespace

std::string write_envelope(const Envelope& envelope, const Reply& reply) {
    std::string bytes(magic);
    bytes.reserve(128 + envelope.name.size() + reply.body.size() + reply.code.size() + reply.detail.size());
    add(bytes, envelope.name);
    for (const auto number : {envelope.environment, envelope.generation.tenant, envelope.generation.campaign,
                              std::int64_t{reply.kind}, reply.version, reply.fresh_until, reply.until})
        add(bytes, number);
    add(bytes, reply.code);
    add(bytes, reply.detail);
    add(bytes, reply.body);
    return bytes + checksum(bytes);
}

std::optional<Reply> read_envelope(std::string_view bytes, const Envelope& expected) {
    if (bytes.size() < magic.size() + checksum_bytes || !bytes.starts_with(magic)) return std::nullopt;
    const auto content = bytes.substr(0, bytes.size() - checksum_bytes);
    if (checksum(content) != bytes.substr(content.size())) return std::nullopt;
    Bytes fields(content.substr(magic.size()));
    if (fields.text() != expected.name || fields.number() != expected.environment ||
        fields.number() != expected.generation.tenant || fields.number() != expected.generation.campaign)
        return std::nullopt;
    Reply reply;
    const auto kind = fields.number();
    reply.kind = static_cast<std::uint8_t>(kind);
    reply.version = fields.number();
    reply.fresh_until = fields.number();
    reply.until = fields.number();
    reply.code = fields.text();
    reply.detail = fields.text();
    reply.body = fields.text();
    if (!fields.whole() || kind < 0 || kind > std::numeric_limits<std::uint8_t>::max()) return std::nullopt;
    return reply;
}

}  // namespace fairground::cache
