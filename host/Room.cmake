# fairground_room(NAME SOURCES a.cpp ... [LINKS targets ...] [TESTS a_test.cpp ...] [TEST_LINKS targets ...] [COLD])
#
# A room of the host: the static library fairground_NAME out of SOURCES, and, where tests are on, one GoogleTest program
# NAME_test out of TESTS, registered with ctest under the room's name. Rooms include each other as "room/header.hpp".
# COLD: no call of a player runs through it, so it is made for quick building.
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(Poco REQUIRED COMPONENTS Foundation Util Net NetSSL Redis)
find_package(nlohmann_json REQUIRED)
find_package(spdlog REQUIRED)
# What Debian's Poco was built with must not reach us: macros that differ between targets shut out the precompiled header.
set_target_properties(Poco::Foundation Poco::XML PROPERTIES INTERFACE_COMPILE_DEFINITIONS "")

function(fairground_room name)
  cmake_parse_arguments(R "COLD" "" "SOURCES;LINKS;TESTS;TEST_LINKS" ${ARGN})
  add_library(fairground_${name} STATIC ${R_SOURCES})
  target_include_directories(fairground_${name} PUBLIC ${PROJECT_SOURCE_DIR}/host)
  target_link_libraries(fairground_${name} PUBLIC nlohmann_json::nlohmann_json Threads::Threads ${R_LINKS})
  target_precompile_headers(fairground_${name} REUSE_FROM fairground_pch)
  if(R_COLD)
    target_compile_options(fairground_${name} PRIVATE $<$<CONFIG:Release>:-O1>)
  endif()
  if(FAIRGROUND_TESTS AND R_TESTS)
    fairground_test(${name} SOURCES ${R_TESTS} LINKS fairground_${name} ${R_TEST_LINKS})
  endif()
endfunction()

# Tests that wait for others by the clock: what that means, see ./dev test.
set(timed_tests cache http integration redis schedule supervise)
# Those that take long are started early: the end of a run would wait for them.
set(long_tests integration staleness store town)

# fairground_test(NAME SOURCES a_test.cpp ... [LINKS targets ...] [TIMEOUT seconds]): a GoogleTest program NAME_test.
function(fairground_test name)
  cmake_parse_arguments(T "" "TIMEOUT" "SOURCES;LINKS" ${ARGN})
  if(NOT T_TIMEOUT)
    set(T_TIMEOUT 120)
  endif()
  if(FAIRGROUND_SANITIZE)
    math(EXPR T_TIMEOUT "${T_TIMEOUT} * 5")
  endif()
  add_executable(${name}_test ${T_SOURCES})
  target_include_directories(${name}_test PRIVATE ${PROJECT_SOURCE_DIR}/host ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(${name}_test PRIVATE GTest::gmock_main nlohmann_json::nlohmann_json Threads::Threads ${T_LINKS} fairground_json_once)
  fairground_quick_to_build(${name}_test)
  target_precompile_headers(${name}_test REUSE_FROM fairground_test_pch)
  add_test(NAME ${name} COMMAND ${name}_test)
  set_tests_properties(${name} PROPERTIES TIMEOUT ${T_TIMEOUT})
  if(name IN_LIST timed_tests)
    set_tests_properties(${name} PROPERTIES LABELS timed)
  endif()
  if(name IN_LIST long_tests)
    set_tests_properties(${name} PROPERTIES COST 200)
  endif()
endfunction()

# fairground_test_plugin(NAME SOURCES a.cpp ...): a plugin that only tests load.
function(fairground_test_plugin name)
  fairground_add_plugin(${name} ${ARGN})
  target_compile_options(${name} PRIVATE -O0)
  target_link_libraries(${name} PRIVATE fairground_json_once)
  target_precompile_headers(${name} REUSE_FROM fairground_test_plugin_pch)
endfunction()

# fairground_kit_test(TARGET): a test program that uses the test kit.
function(fairground_kit_test target)
  fairground_quick_to_build(${target})
  target_precompile_headers(${target} REUSE_FROM fairground_kit_pch)
endfunction()

# Tests are built often and run for a moment: not optimised, and alike, so that they share one precompiled header.
function(fairground_quick_to_build target)
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
  target_compile_options(${target} PRIVATE -fPIC -O0)
endfunction()
