# SPDX-License-Identifier: MIT
#
# Installs the SDK of BUILD, builds PROJECT with SOURCE against it in WORK, and lets HOST load and run the result.
find_program(CLANGXX clang++)
if(NOT CLANGXX)
  message(FATAL_ERROR "clang++ is not installed: install clang, libc++-dev and libc++abi-dev")
endif()
file(REMOVE_RECURSE ${WORK})
foreach(step IN ITEMS
    "${CMAKE_COMMAND};--install;${BUILD};--component;sdk;--prefix;${WORK}/sdk"
    "${CMAKE_COMMAND};-G;Ninja;-S;${PROJECT};-B;${WORK}/build;-DCMAKE_PREFIX_PATH=${WORK}/sdk;-DCMAKE_BUILD_TYPE=Release;-DCMAKE_CXX_COMPILER=${CLANGXX};-DCMAKE_CXX_FLAGS=-stdlib=libc++ -Wall -Wextra -Werror;-DSOURCE=${SOURCE}"
    "${CMAKE_COMMAND};--build;${WORK}/build"
    "${CMAKE_CURRENT_LIST_DIR}/../symbols_test.sh;${WORK}/build/plugins/tiny-wheel.so"
    "${HOST};${WORK}/build/plugins;${WORK}/images")
  execute_process(COMMAND ${step} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
