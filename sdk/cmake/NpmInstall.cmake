# SPDX-License-Identifier: MIT
#
# Run with -P: `npm ci` in FOLDER, unless STAMP says that these very packages are there. Several build folders of one
# checkout may ask for it at once; the lock lets one fetch and the others find the work done.
file(LOCK ${FOLDER}/.npm-install.lock GUARD PROCESS TIMEOUT 600)
file(SHA256 ${FOLDER}/package-lock.json wanted)
if(EXISTS ${STAMP})
  file(READ ${STAMP} installed)
endif()
if(NOT "${installed}" STREQUAL wanted)
  # No package of ours needs its install script, so none is run.
  execute_process(COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund --loglevel=error
    WORKING_DIRECTORY ${FOLDER} RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "npm ci failed in ${FOLDER} (see above). It needs the network the first time; "
                        "-DFAIRGROUND_WEB=OFF builds without pages.")
  endif()
endif()
file(WRITE ${STAMP} ${wanted})
