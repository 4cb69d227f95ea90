# SPDX-License-Identifier: MIT
#
# fairground_add_plugin(NAME SOURCES a.cpp … [LINKS targets …])
#   The campaign plugin NAME.so in ${FAIRGROUND_PLUGIN_DIR} (default: plugins/ in the build folder). Owns the flags that
#   make a plugin safe to load beside others and possible to unload again; link static, header-only or your own hidden
#   code into it, nothing else.
#
# fairground_add_plugin_test(NAME SOURCES a_test.cpp … [LINKS targets …])
#   The test program NAME_test out of what the plugin NAME was compiled to, the test kit, and GoogleTest where it is
#   installed (without it, SOURCES bring their own main). Registered with ctest as "plugin.NAME".
set(FAIRGROUND_PLUGIN_SYMBOLS ${CMAKE_CURRENT_LIST_DIR}/fairground_plugin.map)

function(fairground_add_plugin name)
  cmake_parse_arguments(P "" "" "SOURCES;LINKS" ${ARGN})
  if(NOT P_SOURCES)
    message(FATAL_ERROR "fairground_add_plugin(${name}): no SOURCES given")
  endif()
  if(NOT FAIRGROUND_PLUGIN_DIR)
    set(FAIRGROUND_PLUGIN_DIR ${CMAKE_BINARY_DIR}/plugins)
  endif()

  add_library(${name} MODULE ${P_SOURCES})
  target_link_libraries(${name} PRIVATE Fairground::sdk ${P_LINKS})
  target_compile_features(${name} PRIVATE cxx_std_20)
  set_target_properties(${name} PROPERTIES
    PREFIX "" SUFFIX .so OUTPUT_NAME ${name} LIBRARY_OUTPUT_DIRECTORY ${FAIRGROUND_PLUGIN_DIR}
    CXX_EXTENSIONS OFF CXX_VISIBILITY_PRESET hidden C_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    LINK_DEPENDS ${FAIRGROUND_PLUGIN_SYMBOLS})

  # A unique symbol pins the image: dlclose would do nothing, and the next generation would run this one's code.
  target_compile_options(${name} PRIVATE $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fno-gnu-unique>)
  target_link_options(${name} PRIVATE -Wl,--version-script=${FAIRGROUND_PLUGIN_SYMBOLS} -Wl,-z,now)
  # The sanitizers' runtime is found in the host's process, not among a plugin's libraries.
  get_directory_property(options COMPILE_OPTIONS)
  if(NOT "${options} ${CMAKE_CXX_FLAGS}" MATCHES "-fsanitize=")
    target_link_options(${name} PRIVATE -Wl,-z,defs)
  endif()
endfunction()

function(fairground_add_plugin_test name)
  cmake_parse_arguments(T "" "" "SOURCES;LINKS" ${ARGN})
  if(NOT TARGET ${name})
    message(FATAL_ERROR "fairground_add_plugin_test(${name}): there is no plugin of that name; call "
                        "fairground_add_plugin(${name} …) first")
  endif()
  get_target_property(links ${name} LINK_LIBRARIES)

  add_executable(${name}_test ${T_SOURCES} $<TARGET_OBJECTS:${name}>)
  target_compile_features(${name}_test PRIVATE cxx_std_20)
  set_target_properties(${name}_test PROPERTIES CXX_EXTENSIONS OFF)
  target_link_libraries(${name}_test PRIVATE ${links} ${T_LINKS})
  find_package(GTest QUIET)
  if(TARGET GTest::gmock_main)
    target_link_libraries(${name}_test PRIVATE GTest::gmock_main)
  endif()
  add_test(NAME plugin.${name} COMMAND ${name}_test)
  set_tests_properties(plugin.${name} PROPERTIES TIMEOUT 120)
endfunction()
