// SPDX-License-Identifier: MIT
//
// oneDNN shares every primitive among OpenMP threads that wait for each other at its end, some 70 times a
// picture. libgomp lets them spin for milliseconds before they sleep. Where something else wants the same
// cores (a decoder, a second network), the one who spins keeps the one it waits for from running: measured
// beside one busy thread on 2 cores, 630 ms a picture instead of 8.
#pragma once

namespace aesthetic::layers {

// Makes libgomp spin only shortly, once per process. It does so by itself when it has more threads than the
// process has cores, so this leaves it a team of idle ones; no setting changes. (Those that would do it,
// OMP_WAIT_POLICY and GOMP_SPINCOUNT, are read before main() and are the user's.)
void keep_waits_short();

}  // namespace aesthetic::layers
