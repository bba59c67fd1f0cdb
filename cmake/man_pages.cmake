# SPDX-License-Identifier: MIT
# aesthetic_documentation(TARGET): manual pages of a program and its commands, made from their own --help, and bash
# completion, which asks them.
find_program(HELP2MAN help2man REQUIRED)
string(TIMESTAMP AESTHETIC_DATE "%Y-%m-%d" UTC)

function(aesthetic_documentation target)
  get_target_property(name ${target} OUTPUT_NAME)
  install(FILES ${PROJECT_SOURCE_DIR}/cmake/completion.bash RENAME ${name}
          DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
  # The programs say the same with sanitizers, only later.
  if(AESTHETIC_SANITIZE)
    return()
  endif()
  set(folder ${CMAKE_BINARY_DIR}/man/${name})
  add_custom_command(
    OUTPUT ${folder}/${name}.1
    COMMAND ${PROJECT_SOURCE_DIR}/cmake/man-pages.sh $<TARGET_FILE:${target}> ${PROJECT_VERSION} ${AESTHETIC_DATE}
            ${folder}
    DEPENDS ${target} ${PROJECT_SOURCE_DIR}/cmake/man-pages.sh
    COMMENT "Manual pages of ${name}" VERBATIM)
  add_custom_target(${target}_manual ALL DEPENDS ${folder}/${name}.1)
  install(DIRECTORY ${folder}/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 FILES_MATCHING PATTERN "*.1")
endfunction()
