#include "store/sql/session.hpp"

namespace fairground::store {

void Session::begin() {
    require_no_transaction("begin");
    // Not the thread's current transaction: that is for work with entities only, which may then run beside this one.
    translated([&] { transaction_ = std::make_unique<odb::transaction>(start_with_script(), false); });
}

void Session::commit(const Script& last) {
    const std::unique_ptr<odb::transaction> ending = std::move(transaction_);
    bool commit_sent = false;
    try {
        translated([&] {
            run_last(last, commit_sent);
            ending->commit();
        });
    } catch (const std::exception& failure) {
        if (!commit_sent) throw;
        abandon();
        throw InDoubt(failure.what());
    }
}

void Session::require_no_transaction(const char* what) const {
    if (transaction_)
        throw std::logic_error(std::string("Session::") + what +
                               ": a transaction is open; a unit of work has no other one in it");
}

void Session::run_last(const Script& script, bool& commit_sent) {
    run(script);
    commit_sent = true;
}

void Session::rollback() noexcept {
    transaction_.reset();  // an odb::transaction that was not committed rolls back and swallows what goes wrong
}

}  // namespace fairground::store
