#include "support/private_mariadb.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace fairground::test {

namespace fs = std::filesystem;

namespace {

std::string content_of(const fs::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

// Held while one of several test programs makes the data folder that all copy.
class FileLock {
public:
    explicit FileLock(const fs::path& file) : file_(open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)) {
        if (file_ < 0 || flock(file_, LOCK_EX) != 0) throw std::runtime_error("cannot lock " + file.string());
    }
    ~FileLock() { close(file_); }
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

private:
    const int file_;
};

void make_data(const fs::path& data) {
    const fs::path log = data.parent_path() / "mariadb-install.log";
    const int code =
        run_program({{"mariadb-install-db", "--no-defaults", "--datadir=" + data.string(), "--user=root",
                      "--auth-root-authentication-method=normal", "--skip-test-db", "--innodb-log-file-size=16M"},
                     log,
                     {},
                     {}});
    if (code != 0) throw std::runtime_error("mariadb-install-db failed: " + content_of(log));
    fs::create_directories(data / "fairground");
    std::ofstream(data / "fairground" / "db.opt") << "default-character-set=utf8mb4\n"
                                                     "default-collation=utf8mb4_nopad_bin\n";
}

// The data folder of a server that was never started; made by the first who asks.
fs::path pristine_data() {
    const fs::path cache = FAIRGROUND_TEST_CACHE;
    fs::create_directories(cache);
    const FileLock lock(cache / "mariadb.lock");
    const fs::path data = cache / "mariadb";
    if (!fs::exists(data)) {
        const fs::path making = cache / "mariadb.new";
        fs::remove_all(making);
        make_data(making);
        fs::rename(making, data);
    }
    return data;
}

}  // namespace

PrivateMariaDb::PrivateMariaDb(Settings settings) : settings_(std::move(settings)), port_(free_port()) {
    fs::copy(pristine_data(), folder_ / "data", fs::copy_options::recursive);
    start();
}

PrivateMariaDb::~PrivateMariaDb() = default;  // the process is killed; its data goes with the folder

void PrivateMariaDb::start() {
    std::ofstream(folder_ / "my.cnf") << settings_.my_cnf;
    std::vector<std::string> command{
        "mariadbd",
        "--defaults-file=" + (folder_ / "my.cnf").string(),
        "--user=root",
        "--datadir=" + (folder_ / "data").string(),
        "--socket=" + socket(),
        "--port=" + std::to_string(port_),
        "--bind-address=127.0.0.1",
        "--pid-file=" + (folder_ / "pid").string(),
        "--tmpdir=" + folder_.path().string(),
        "--skip-name-resolve",
        "--innodb-log-file-size=16M",
        "--innodb-buffer-pool-size=128M",
        "--innodb-fast-shutdown=1",
        "--character-set-server=utf8mb4",
        "--collation-server=utf8mb4_nopad_bin",
        "--performance-schema=OFF",
        "--innodb-flush-log-at-trx-commit=" + std::string(settings_.flush_per_commit ? "1" : "2")};
    if (!settings_.flush_per_commit) {  // nothing of it needs to survive the machine
        command.insert(command.end(), {"--innodb-flush-method=nosync", "--sync-frm=0"});
    }
    if (settings_.binlog) {
        command.push_back("--log-bin=" + (folder_ / "binlog").string());
        command.push_back("--server-id=1");
        command.push_back("--sync-binlog=" + std::string(settings_.flush_per_commit ? "1" : "0"));
    }
    command.insert(command.end(), settings_.options.begin(), settings_.options.end());
    server_ = std::make_unique<ChildProcess>(ChildProcess::Settings{command, log(), {}, {}});
    wait_until_ready();
}

void PrivateMariaDb::wait_until_ready() {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    socket().copy(address.sun_path, sizeof address.sun_path - 1);
    for (;;) {
        const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        char greeting = 0;  // the server greets first, once it serves
        const bool ready = connect(probe, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
                           ::read(probe, &greeting, 1) == 1;
        close(probe);
        if (ready) return;
        if (!server_->running()) fail("ended while starting");
        if (std::chrono::steady_clock::now() > deadline) fail("was not ready within 60 s");
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

void PrivateMariaDb::stop() {
    const int code = server_->stop(std::chrono::seconds(60));
    if (code != 0) fail("ended with " + std::to_string(code) + " when asked to shut down");
}

void PrivateMariaDb::kill() {
    server_->send(SIGKILL);
    server_->wait(std::chrono::seconds(10));
}

std::string PrivateMariaDb::execute(const std::string& sql, const std::string& database) {
    const TempDir run;
    const fs::path output = run / "output";
    const int code =
        run_program({{"mariadb", "--no-defaults", "--socket=" + socket(), "--user=root", "--batch",
                      "--skip-column-names", "--default-character-set=utf8mb4", "--execute=" + sql, database},
                     output,
                     {},
                     {}});
    if (code != 0) throw std::runtime_error("'" + sql + "' failed: " + content_of(output));
    return content_of(output);
}

void PrivateMariaDb::fresh_database(const std::string& name) {
    execute("DROP DATABASE IF EXISTS " + name + "; CREATE DATABASE " + name, "");
}

std::string PrivateMariaDb::url(const std::string& database) const {
    return "mariadb://root@127.0.0.1:" + std::to_string(port_) + "/" + database;
}

void PrivateMariaDb::fail(const std::string& what) {
    const std::string text = content_of(log());
    throw std::runtime_error("the private MariaDB " + what + "; the end of its log:\n" +
                             text.substr(text.size() > 2000 ? text.size() - 2000 : 0));
}

}  // namespace fairground::test
