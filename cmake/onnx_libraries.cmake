# SPDX-License-Identifier: MIT
# ONNX_LIBRARIES: the targets of the onnx protobuf library. Debian 13's have a namespace; without their targets CMake
# would take the bare names for libraries.
include(${CMAKE_CURRENT_LIST_DIR}/protobuf.cmake)
find_package(ONNX REQUIRED)
if(TARGET ONNX::onnx)
  set(ONNX_LIBRARIES ONNX::onnx ONNX::onnx_proto)
else()
  set(ONNX_LIBRARIES onnx onnx_proto)
endif()
# Which their code calls itself; Debian's LibTorch would bring it along, PyTorch's wheel does not.
list(APPEND ONNX_LIBRARIES ${Protobuf_LIBRARIES})
