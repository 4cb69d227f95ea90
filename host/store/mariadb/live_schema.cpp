#include "store/mariadb/live_schema.hpp"

namespace fairground::store {

SchemaShape schema_of_mariadb(Session& session) {
    SchemaShape shape;
    Script script;
    script.add(
        "SELECT table_name, column_name, CONCAT(column_type, IF(collation_name IS NULL, '', CONCAT(' COLLATE ', "
        "collation_name)), IF(is_nullable = 'NO', ' NOT NULL', ' NULL'), "
        "IF(extra LIKE '%auto_increment%', ' AUTO_INCREMENT', '')) "
        "FROM information_schema.columns WHERE table_schema = DATABASE()",
        [&](const Row& row) { shape.tables[row.text(0)].columns[row.text(1)].type = row.text(2); });
    script.add(
        "SELECT table_name, index_name, non_unique, CONCAT(column_name, IF(collation = 'D', ' DESC', '')) FROM "
        "information_schema.statistics "
        "WHERE table_schema = DATABASE() ORDER BY table_name, index_name, seq_in_index",
        [&](const Row& row) {
            auto& index = shape.tables[row.text(0)].indexes[row.text(1)];
            index.unique = row.integer(2) == 0;
            index.columns.push_back(row.text(3));
        });
    session.run(script);
    return shape;
}

}  // namespace fairground::store
