// std::optional as a column that may be NULL (ODB 2.4 is older than it).
#pragma once
#include <optional>

#include <odb/wrapper-traits.hxx>

namespace odb {

template <typename T>
class wrapper_traits<std::optional<T>> {
public:
    typedef T wrapped_type;
    typedef std::optional<T> wrapper_type;
    typedef T unrestricted_wrapped_type;
    static const bool null_handler = true;
    static const bool null_default = true;

    static bool get_null(const wrapper_type& value) { return !value.has_value(); }
    static void set_null(wrapper_type& value) { value.reset(); }
    static const wrapped_type& get_ref(const wrapper_type& value) { return *value; }
    static unrestricted_wrapped_type& set_ref(wrapper_type& value) {
        if (!value) value.emplace();
        return *value;
    }
};

}  // namespace odb
