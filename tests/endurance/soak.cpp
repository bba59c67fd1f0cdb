// SPDX-License-Identifier: MIT
//
// Takes so many frames out of one pipeline while everything that an application may change changes at random:
// soak FRAMES [SEED]
//
// Prints what was done and the memory on the way. Fails on a crash, an error, a stall, a score that is
// nonsense, and when the resident size grows.
#include <gst/gst.h>
#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "scored_video.hpp"

namespace {

using aesthetic::test::ScoredVideo;

// Fragments that malloc cannot give back, and thread stacks, come and go.
constexpr double allowed_growth = 2;  // MiB
constexpr int most_frames_between_changes = 20;

double resident_mebibytes() {
  malloc_trim(0);
  std::ifstream statm("/proc/self/statm");
  long size = 0;
  long resident = 0;
  statm >> size >> resident;
  return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1024 * 1024);
}

// What malloc has given out and not got back.
double allocated_mebibytes() {
  const auto heap = mallinfo2();
  return static_cast<double>(heap.uordblks + heap.hblkhd) / (1024 * 1024);
}

struct Memory {
  double resident, allocated;  // MiB
  long threads;
};

long count_threads() {
  const std::filesystem::directory_iterator tasks("/proc/self/task");
  return std::distance(begin(tasks), end(tasks));
}

class Soak {
 public:
  explicit Soak(unsigned seed) : random_(seed) {
    const auto* model = g_object_class_find_property(G_OBJECT_GET_CLASS(video_.scorer()), "model");
    model_changes_while_playing_ = (model->flags & GST_PARAM_MUTABLE_PLAYING) == GST_PARAM_MUTABLE_PLAYING;
    video_.set_state(GST_STATE_PLAYING);
  }

  // Takes frames until there are `frames`, with a change every few of them.
  void run_to(int frames) {
    while (taken_ < frames) {
      for (int i = below(most_frames_between_changes); i >= 0; --i) take_frame();
      auto& change = changes_[static_cast<std::size_t>(below(changes_.size()))];
      (this->*change.make)();
      ++change.times;
    }
  }

  // With the element's own memory given back.
  Memory memory_when_stopped() {
    video_.set_state(GST_STATE_READY);
    const Memory memory = {resident_mebibytes(), allocated_mebibytes(), count_threads()};
    video_.set_state(GST_STATE_PLAYING);
    return memory;
  }

  void print() const {
    std::cout << "soak: " << taken_ << " frames, " << scored_ << " with a score;";
    for (const auto& change : changes_) std::cout << ' ' << change.times << ' ' << change.name << ',';
    std::cout << ' ' << video_.warnings() << " warnings; models changed in "
              << (model_changes_while_playing_ ? "PLAYING" : "READY") << '\n';
  }

 private:
  struct Change {
    const char* name;
    void (Soak::*make)();
    int times;
  };

  int below(std::size_t count) {
    return static_cast<int>(std::uniform_int_distribution<std::size_t>(0, count - 1)(random_));
  }

  template <typename Choices>
  const char* one_of(const Choices& choices) {
    return choices[static_cast<std::size_t>(below(choices.size()))];
  }

  void take_frame() {
    aesthetic::test::TakenFrame frame = {};
    if (!video_.take_frame(&frame)) throw std::runtime_error("the stream ended");
    ++taken_;
    scored_ += frame.scored ? 1 : 0;
  }

  void seek() { video_.seek(static_cast<GstClockTime>(below(3600)) * GST_SECOND); }

  void change_caps() {
    static const std::array formats = {"I420",  "NV12",      "YUY2",   "RGB", "BGRx",
                                       "GRAY8", "I420_10LE", "AYUV64", "v210"};
    video_.set_caps(std::string("video/x-raw,format=") + one_of(formats) +
                    ",width=" + std::to_string(1 + below(400)) + ",height=" + std::to_string(1 + below(300)));
  }

  void change_property() {
    GObject* scorer = G_OBJECT(video_.scorer());
    switch (below(5)) {
      case 0:
        return gst_util_set_object_arg(scorer, "mode", below(2) == 0 ? "sync" : "async");
      case 1:
        return g_object_set(scorer, "interval", 1 + below(5), nullptr);
      case 2:
        return g_object_set(scorer, "max-rate", static_cast<double>(below(3)) * 10, nullptr);
      case 3:
        return g_object_set(scorer, "post-messages", below(2), nullptr);
      default:
        return g_object_set(scorer, "message-interval", static_cast<guint64>(below(3)) * GST_SECOND, nullptr);
    }
  }

  void change_model() {
    static const std::array networks = {"mean", "mean_bgr", "two_outputs"};
    if (!model_changes_while_playing_) video_.set_state(GST_STATE_READY);
    video_.set_model(one_of(networks));
    if (!model_changes_while_playing_) video_.set_state(GST_STATE_PLAYING);
  }

  // A sink that is late, or was and is no more.
  void send_qos() {
    GstPad* pad = gst_element_get_static_pad(video_.scorer(), "src");
    gst_pad_send_event(
        pad, gst_event_new_qos(GST_QOS_TYPE_UNDERFLOW, 1,
                               (below(3) - 1) * static_cast<GstClockTimeDiff>(GST_SECOND), GST_SECOND));
    gst_object_unref(pad);
  }

  void restart() {
    video_.set_state(below(2) == 0 ? GST_STATE_NULL : GST_STATE_READY);
    video_.set_state(GST_STATE_PLAYING);
  }

  ScoredVideo video_;
  std::mt19937 random_;
  bool model_changes_while_playing_ = false;
  int taken_ = 0;
  int scored_ = 0;
  std::array<Change, 6> changes_ = {{{"seeks with flush", &Soak::seek, 0},
                                     {"caps", &Soak::change_caps, 0},
                                     {"properties", &Soak::change_property, 0},
                                     {"models", &Soak::change_model, 0},
                                     {"QoS events", &Soak::send_qos, 0},
                                     {"restarts", &Soak::restart, 0}}};
};

double least(std::vector<Memory>::const_iterator begin, std::vector<Memory>::const_iterator end) {
  const auto smaller = [](const Memory& a, const Memory& b) { return a.resident < b.resident; };
  return std::min_element(begin, end, smaller)->resident;
}

// True where the resident size stayed flat.
bool run(int frames, unsigned seed) {
  std::cout << "soak: seed " << seed << std::endl;  // known even if it crashes
  Soak soak(seed);
  std::vector<Memory> sizes;
  constexpr int parts = 8;
  for (int part = 1; part <= parts; ++part) {
    soak.run_to(static_cast<int>(static_cast<long>(frames) * part / parts));
    sizes.push_back(soak.memory_when_stopped());
  }
  soak.print();
  std::cout << "soak: MiB allocated after each eighth:";
  for (const Memory& size : sizes) std::cout << ' ' << size.allocated;
  std::cout << "\nsoak: threads after each eighth:";
  for (const Memory& size : sizes) std::cout << ' ' << size.threads;
  std::cout << "\nsoak: MiB resident after each eighth:";
  for (const Memory& size : sizes) std::cout << ' ' << size.resident;
  // What is in flight when the element stops comes and goes; a leak raises the least as well.
  const auto middle = sizes.begin() + parts / 2;
  const double growth = least(middle, sizes.end()) - least(sizes.begin(), middle);
  std::cout << "; the least of the second half is " << growth << " above the first's, allowed "
            << allowed_growth << '\n';
  return growth <= allowed_growth;
}

}  // namespace

int main(int argc, char** argv) {
  // Threads that come and go leave fragments in arenas of their own.
  mallopt(M_ARENA_MAX, 1);
  gst_init(&argc, &argv);
  const int frames = argc > 1 ? std::atoi(argv[1]) : 0;
  if (frames < 1) {
    std::cerr << "usage: soak FRAMES [SEED]\n";
    return 2;
  }
  bool flat = false;
  try {
    flat = run(frames, argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : std::random_device{}());
  } catch (const std::runtime_error& fault) {
    std::cerr << "soak: " << fault.what() << '\n';
    return 1;
  }
  if (!flat) std::cerr << "soak: the resident size grows\n";
  gst_deinit();
  return flat ? 0 : 1;
}
