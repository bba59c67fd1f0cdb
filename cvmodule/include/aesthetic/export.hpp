// SPDX-License-Identifier: MIT
//
// Marks what the shared library shows to others; everything else is hidden.
#pragma once

#define AESTHETIC_EXPORT __attribute__((visibility("default")))
