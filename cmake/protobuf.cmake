# SPDX-License-Identifier: MIT
# protobuf, with the headers and the compiler that belong to the library: PyTorch's wheel has those of another version,
# without a library, and CMAKE_PREFIX_PATH names the wheel where the trainer is built with it.
pkg_get_variable(protobuf_prefix protobuf prefix)
pkg_get_variable(protobuf_headers protobuf includedir)
if(protobuf_prefix AND protobuf_headers)
  find_path(Protobuf_INCLUDE_DIR google/protobuf/service.h PATHS ${protobuf_headers} NO_DEFAULT_PATH)
  find_program(Protobuf_PROTOC_EXECUTABLE protoc PATHS ${protobuf_prefix}/bin NO_DEFAULT_PATH)
endif()
find_package(Protobuf REQUIRED)
