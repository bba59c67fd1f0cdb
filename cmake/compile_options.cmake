# SPDX-License-Identifier: MIT
# Language, warnings and sanitizers for every target of ours. Other people's headers come in as SYSTEM.
set(CMAKE_CXX_STANDARD 17)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_compile_options(-Wall -Wextra -Wpedantic -Werror)
if(AESTHETIC_SANITIZE)
  add_compile_options(-fsanitize=${AESTHETIC_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${AESTHETIC_SANITIZE})
endif()
if(AESTHETIC_SANITIZE MATCHES thread)
  # GCC warns of fences, which this sanitizer does not follow. Boost.Asio's stand beside locks, which it does.
  add_compile_options(-Wno-tsan)
endif()
