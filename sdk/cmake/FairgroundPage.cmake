# SPDX-License-Identifier: MIT
#
# fairground_add_page(NAME)
#   The page of the plugin NAME: type-checks and bundles the folder pages/ beside the caller into
#   ${FAIRGROUND_PLUGIN_DIR}/NAME/pages (default: plugins/ in the build folder), where the host looks for it, and
#   registers its unit tests, if it has any, with ctest as "page.NAME". Writes pages/tsconfig.json where there is none.
#   With FAIRGROUND_WEB=OFF it writes a page that says so.
#
# fairground_npm_install(TARGET FOLDER)
#   The packages that FOLDER/package-lock.json names, in FOLDER/node_modules: fetched once for a checkout, whatever the
#   number of build folders, and again only when the lock file changes. Sets TARGET_STAMP, the file to depend on.
#
# Pages are built by the packages of FAIRGROUND_WEB_DIR: the SDK's folder web/, or a copy of it in the build folder where
# the SDK is installed, as an installed one may not be written to.
if(FAIRGROUND_WEB_SOURCES)
  set(FAIRGROUND_WEB_DIR ${CMAKE_BINARY_DIR}/fairground-web)
else()
  set(FAIRGROUND_WEB_DIR ${CMAKE_CURRENT_LIST_DIR}/../web)
  cmake_path(NORMAL_PATH FAIRGROUND_WEB_DIR)
endif()
set(FAIRGROUND_NPM_INSTALL ${CMAKE_CURRENT_LIST_DIR}/NpmInstall.cmake)
set(FAIRGROUND_PAGE_WITHOUT_WEB ${CMAKE_CURRENT_LIST_DIR}/page_without_web.html)

function(fairground_npm_install target folder)
  set(stamp ${folder}/node_modules/.fairground-installed)
  add_custom_command(OUTPUT ${stamp}
    COMMAND ${CMAKE_COMMAND} -D FOLDER=${folder} -D NPM=${FAIRGROUND_NPM} -D STAMP=${stamp} -P ${FAIRGROUND_NPM_INSTALL}
    DEPENDS ${folder}/package-lock.json ${folder}/package.json ${folder}/.npmrc ${FAIRGROUND_NPM_INSTALL}
    COMMENT "Fetching the packages of ${folder}" VERBATIM USES_TERMINAL)
  add_custom_target(${target} ALL DEPENDS ${stamp})
  set(${target}_STAMP ${stamp} PARENT_SCOPE)
endfunction()

# What every page needs, once for a build: Node.js, and the packages.
function(fairground_prepare_web)
  if(TARGET fairground_web_modules)
    return()
  endif()
  find_program(FAIRGROUND_NODE NAMES node nodejs)
  find_program(FAIRGROUND_NPM npm)
  if(NOT FAIRGROUND_NODE OR NOT FAIRGROUND_NPM)
    message(FATAL_ERROR "Building the player pages needs Node.js 18 or newer and npm, and they were not found. Install "
                        "them (Debian: apt-get install nodejs npm), or build without pages: -DFAIRGROUND_WEB=OFF")
  endif()
  if(FAIRGROUND_WEB_SOURCES)
    file(COPY ${FAIRGROUND_WEB_SOURCES}/ DESTINATION ${FAIRGROUND_WEB_DIR})
  endif()
  fairground_npm_install(fairground_web_modules ${FAIRGROUND_WEB_DIR})
endfunction()

function(fairground_add_page name)
  if(NOT FAIRGROUND_PLUGIN_DIR)
    set(FAIRGROUND_PLUGIN_DIR ${CMAKE_BINARY_DIR}/plugins)
  endif()
  set(pages ${CMAKE_CURRENT_SOURCE_DIR}/pages)
  set(out ${FAIRGROUND_PLUGIN_DIR}/${name}/pages)
  if(NOT EXISTS ${pages}/index.html)
    message(FATAL_ERROR "fairground_add_page(${name}): there is no ${pages}/index.html")
  endif()
  if(NOT FAIRGROUND_WEB)
    file(REMOVE_RECURSE ${out})
    configure_file(${FAIRGROUND_PAGE_WITHOUT_WEB} ${out}/index.html COPYONLY)
    return()
  endif()
  fairground_prepare_web()
  if(NOT EXISTS ${pages}/tsconfig.json)  # for editors, too
    file(WRITE ${pages}/tsconfig.json
      "{\n  \"extends\": \"${FAIRGROUND_WEB_DIR}/tsconfig.page.json\",\n  \"include\": [\"src\"]\n}\n")
  endif()

  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${pages}/*)
  file(GLOB_RECURSE toolkit CONFIGURE_DEPENDS ${FAIRGROUND_WEB_DIR}/src/*)
  file(GLOB build_files CONFIGURE_DEPENDS ${FAIRGROUND_WEB_DIR}/*.ts ${FAIRGROUND_WEB_DIR}/tsconfig*.json)
  set(modules ${FAIRGROUND_WEB_DIR}/node_modules)
  set(config ${FAIRGROUND_WEB_DIR}/vite.config.ts)
  add_custom_command(OUTPUT ${out}/index.html
    COMMAND ${FAIRGROUND_NODE} ${modules}/typescript/bin/tsc --project ${pages}
    COMMAND ${FAIRGROUND_NODE} ${modules}/vite/bin/vite.js build ${pages} --config ${config} --outDir ${out} --logLevel warn
    DEPENDS ${sources} ${toolkit} ${build_files} ${modules}/.fairground-installed fairground_web_modules
    WORKING_DIRECTORY ${FAIRGROUND_WEB_DIR}
    COMMENT "Building the page of ${name}" VERBATIM)
  add_custom_target(${name}_page ALL DEPENDS ${out}/index.html)
  fairground_add_web_test(page.${name} ${pages})
endfunction()

# The unit tests (*.test.ts) of a folder, by vitest.
function(fairground_add_web_test name folder)
  file(GLOB_RECURSE tests CONFIGURE_DEPENDS ${folder}/src/*.test.ts)
  if(tests)
    add_test(NAME ${name}
      COMMAND ${FAIRGROUND_NODE} ${FAIRGROUND_WEB_DIR}/node_modules/vitest/vitest.mjs run --root ${folder}
              --config ${FAIRGROUND_WEB_DIR}/vite.config.ts
      WORKING_DIRECTORY ${FAIRGROUND_WEB_DIR})
    set_tests_properties(${name} PROPERTIES TIMEOUT 120)
  endif()
endfunction()
