# ODB for CMake: imported targets odb::mysql and odb::sqlite, and
#
#   odb_model(<target> ROOT <include root> HEADERS store/model/a.hpp ... [OPTIONS opt ...])
#
# makes the OBJECT library <target> of the code that the odb compiler generates from each header (named relative to ROOT)
# for MariaDB and SQLite, included as "store/model/a-odb.hxx". Beside each lies the schema as the model sees it
# (a-mysql.sql, a-sqlite.sql), of use only to compare it with the migrations; <target> has the folder in its property
# ODB_SCHEMA_DIR. The odb compiler's own front end stops at C++14; -x -std=c++20 carries the real standard to the g++
# that it drives. A depfile makes a change in any included header regenerate.
find_program(ODB_COMPILER odb REQUIRED)
find_library(ODB_LIB odb REQUIRED)
find_library(ODB_MYSQL_LIB odb-mysql REQUIRED)
find_library(ODB_SQLITE_LIB odb-sqlite REQUIRED)
find_library(MARIADB_LIB mariadb REQUIRED)
find_library(SQLITE3_LIB sqlite3 REQUIRED)
find_path(MARIADB_INCLUDE mysql.h PATHS /usr/include/mariadb PATH_SUFFIXES mariadb REQUIRED)

if(NOT TARGET odb::mysql)
  # -Wno-unknown-pragmas: "#pragma db". -Wno-use-after-free: g++ 12 sees one in libodb's intrusive pointer that is not there.
  set(quiet "-Wno-unknown-pragmas;$<$<CXX_COMPILER_ID:GNU>:-Wno-use-after-free>")
  add_library(odb::mysql INTERFACE IMPORTED)
  set_target_properties(odb::mysql PROPERTIES
    INTERFACE_COMPILE_DEFINITIONS LIBODB_MYSQL_INCLUDE_SHORT
    INTERFACE_COMPILE_OPTIONS "${quiet}"
    INTERFACE_INCLUDE_DIRECTORIES "${CMAKE_CURRENT_LIST_DIR}/odb-shim;${MARIADB_INCLUDE}"
    INTERFACE_LINK_LIBRARIES "${ODB_MYSQL_LIB};${ODB_LIB};${MARIADB_LIB}")
  add_library(odb::sqlite INTERFACE IMPORTED)
  set_target_properties(odb::sqlite PROPERTIES
    INTERFACE_COMPILE_OPTIONS "${quiet}"
    INTERFACE_LINK_LIBRARIES "${ODB_SQLITE_LIB};${ODB_LIB};${SQLITE3_LIB}")
endif()

function(odb_model target)
  cmake_parse_arguments(O "" "ROOT" "HEADERS;OPTIONS" ${ARGN})
  set(out ${CMAKE_CURRENT_BINARY_DIR}/odb)
  set(generated)
  foreach(header IN LISTS O_HEADERS)
    get_filename_component(name ${header} NAME_WE)
    get_filename_component(dir ${header} DIRECTORY)
    set(to ${out}/${dir})
    file(MAKE_DIRECTORY ${to})
    foreach(db IN ITEMS common mysql sqlite)
      if(db STREQUAL common)
        set(base ${to}/${name}-odb)
        set(schema)
        set(byproducts)
      else()
        set(base ${to}/${name}-odb-${db})
        set(schema --generate-schema --schema-format sql)
        set(byproducts ${to}/${name}-${db}.sql)
      endif()
      set(files ${base}.hxx ${base}.ixx ${base}.cxx)
      add_custom_command(
        OUTPUT ${files} BYPRODUCTS ${byproducts}
        COMMAND ${ODB_COMPILER} --std c++14 -x -std=c++20 -I${O_ROOT} --multi-database dynamic --database ${db} --generate-query
                --default-pointer std::shared_ptr ${schema} --include-prefix ${dir} ${O_OPTIONS} -o ${to} ${O_ROOT}/${header}
        COMMAND ${CMAKE_CXX_COMPILER} -std=c++20 -DODB_COMPILER -I${O_ROOT} -MM -MT ${base}.hxx -MF ${base}.d ${O_ROOT}/${header}
        DEPFILE ${base}.d MAIN_DEPENDENCY ${O_ROOT}/${header}
        COMMENT "odb ${name} ${db}" VERBATIM)
      set_source_files_properties(${base}.hxx ${base}.ixx PROPERTIES HEADER_FILE_ONLY ON)  # .ixx is no module here
      list(APPEND generated ${files})
    endforeach()
  endforeach()
  # OBJECT: the per-database files register themselves by static initialisers, so a static archive would drop them.
  add_library(${target} OBJECT ${generated})
  target_include_directories(${target} PUBLIC ${out} ${O_ROOT})
  # -w -O1: nobody debugs or tunes generated code; this halves its build.
  target_compile_options(${target} PRIVATE -w -O1)
  target_link_libraries(${target} PUBLIC odb::mysql odb::sqlite)
  set_target_properties(${target} PROPERTIES ODB_SCHEMA_DIR ${out})
endfunction()
