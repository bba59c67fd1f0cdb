// SPDX-License-Identifier: MIT
//
// One part of a training: what learns, how long and how fast.
//
//   Phase phase;
//   phase.name = "tune";
//   phase.tune_backbone = true;
//   phase.epochs = 3;
#pragma once

#include <cstdint>
#include <string>

namespace aesthetic::training {

// How the learning rates change from the first step on.
enum class Schedule {
  cosine,    // fall to 0 along a cosine
  constant,  // stay
  steps      // are multiplied by decay_rate every decay_steps steps
};

struct Phase {
  std::string name;            // "head", "tune", for people
  bool tune_backbone = false;  // stages after the frozen ones learn too
  int last_tuned = -1;         // the last stage that learns, the others after it do not; -1: the last one
  int epochs = 0;              // at most
  int patience = 0;            // epochs with a worse validation loss in a row before it stops and keeps the
                               // last state that was not worse; 0: runs them all and keeps the last state
  double tolerance = 0;        // worse is what is not below the lowest validation loss plus this share of it
  std::int64_t batch = 64;
  double head_learning_rate = 1e-3;  // of the first step
  double backbone_learning_rate = 0;
  Schedule schedule = Schedule::cosine;
  std::int64_t decay_steps = 125;
  double decay_rate = 0.5;
  double weight_decay = 0;  // decoupled (AdamW); with 0 it is Adam
  double average = 0;       // decay a step of the moving average of the weights that is kept; 0: none
};

// What is left of the learning rates at a step, from 0, of a phase of `steps`. 0..1
double scheduled_share(const Phase& phase, double step, double steps);

}  // namespace aesthetic::training
