#include "store/sql/session.hpp"

namespace fairground::store {

void Session::begin() {
    // Not the thread's current transaction: that is for work with entities only, which may then run beside this one.
    translated([&] { transaction_ = std::make_unique<odb::transaction>(start(), false); });
}

void Session::commit() {
    const std::unique_ptr<odb::transaction> ending = std::move(transaction_);
    try {
        translated([&] { ending->commit(); });
    } catch (...) {
        abandon();
        throw;
    }
}

void Session::rollback() noexcept {
    transaction_.reset();  // an odb::transaction that was not committed rolls back and swallows what goes wrong
}

}  // namespace fairground::store
