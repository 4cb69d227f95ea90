# What most sources include, compiled once: for the rooms, their tests, the tests of plugins, and plugins that only tests
# load. Whoever reuses one compiles with its options.
file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/precompiled/empty.cpp CONTENT "")
set(empty ${CMAKE_BINARY_DIR}/precompiled/empty.cpp)

add_library(fairground_pch OBJECT ${empty})
target_link_libraries(fairground_pch PRIVATE nlohmann_json::nlohmann_json Threads::Threads)
set(common_headers <algorithm> <chrono> <cstdint> <filesystem> <functional> <map> <memory> <mutex> <optional> <string>
  <string_view> <unordered_map> <vector> <nlohmann/json.hpp>)
target_precompile_headers(fairground_pch PRIVATE ${common_headers})

if(FAIRGROUND_TESTS)
  # Hidden, as it also goes into plugins.
  set(json_once ${PROJECT_SOURCE_DIR}/tests/support/json_once)
  add_library(fairground_json_once STATIC ${json_once}.cpp)
  target_include_directories(fairground_json_once PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(fairground_json_once PUBLIC nlohmann_json::nlohmann_json)
  target_compile_options(fairground_json_once PRIVATE -O0 $<$<CXX_COMPILER_ID:GNU>:-fno-gnu-unique>)
  set_target_properties(fairground_json_once PROPERTIES CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)

  add_library(fairground_test_pch OBJECT ${empty})
  target_link_libraries(fairground_test_pch PRIVATE GTest::gmock nlohmann_json::nlohmann_json Threads::Threads)
  fairground_quick_to_build(fairground_test_pch)
  target_precompile_headers(fairground_test_pch PRIVATE ${common_headers} <gmock/gmock.h> <gtest/gtest.h> ${json_once}.hpp)

  add_library(fairground_kit_pch OBJECT ${empty})
  target_link_libraries(fairground_kit_pch PRIVATE Fairground::sdk GTest::gmock)
  fairground_quick_to_build(fairground_kit_pch)
  target_precompile_headers(fairground_kit_pch PRIVATE <gmock/gmock.h> <fairground/plugin.hpp> <fairground/testkit.hpp>)

  # With the flags of fairground_add_plugin().
  add_library(fairground_test_plugin_pch OBJECT ${empty})
  target_link_libraries(fairground_test_plugin_pch PRIVATE Fairground::sdk)
  set_target_properties(fairground_test_plugin_pch PROPERTIES CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
  target_compile_options(fairground_test_plugin_pch PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fno-gnu-unique> -O0)
  target_precompile_headers(fairground_test_plugin_pch PRIVATE <fairground/plugin.hpp> ${json_once}.hpp)
endif()
