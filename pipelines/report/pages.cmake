# SPDX-License-Identifier: MIT
# report_pages: the pages' templates, style sheets and scripts, and the chart library with its licence, as one
# source file. glib-compile-resources makes it, which is GLib's own way to link files into a program.
enable_language(C)
find_program(GLIB_COMPILE_RESOURCES glib-compile-resources REQUIRED)
find_file(AESTHETIC_CHART_JS chart.min.js PATHS /usr/share/javascript PATH_SUFFIXES chart.js REQUIRED)
find_file(AESTHETIC_CHART_JS_COPYRIGHT copyright PATHS /usr/share/doc/libjs-chart.js REQUIRED NO_DEFAULT_PATH)

set(report_folder ${CMAKE_CURRENT_SOURCE_DIR}/report)
set(report_list ${CMAKE_CURRENT_BINARY_DIR}/report.gresource.xml)
set(report_pages ${CMAKE_CURRENT_BINARY_DIR}/report_pages.c)
configure_file(${report_folder}/report.gresource.xml.in ${report_list} @ONLY)
file(GLOB report_files CONFIGURE_DEPENDS ${report_folder}/*.html.in ${report_folder}/*.css ${report_folder}/*.js)
add_custom_command(
  OUTPUT ${report_pages}
  COMMAND ${GLIB_COMPILE_RESOURCES} --generate-source --manual-register --c-name aesthetic_report
          --sourcedir ${report_folder} --target ${report_pages} ${report_list}
  DEPENDS ${report_list} ${report_files} ${AESTHETIC_CHART_JS} ${AESTHETIC_CHART_JS_COPYRIGHT}
  VERBATIM)
# String literals of any length, which ISO C does not promise.
set_source_files_properties(${report_pages} PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings)
