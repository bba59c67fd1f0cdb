// SPDX-License-Identifier: MIT
//
// The primitives of a stretch for one shape of its inputs, ready to run: memory is there, run() only
// executes, on as many threads as it was made for. Made by Builder.
//
//   program.set_input(0, picture);
//   program.set_output(0, scores);
//   program.run();
#pragma once

#include <boost/align/aligned_allocator.hpp>
#include <cstddef>
#include <string>
#include <vector>

#include "arena.hpp"
#include "onednn.hpp"
#include "settings.hpp"

namespace aesthetic::layers {

// Memory of a tensor: the caller's (input or output number `index`) or the Program's own.
struct Buffer {
  enum class Place { input, output, arena } place = Place::arena;
  std::size_t index = 0;
  Extent extent;
};

class Program {
 public:
  struct Argument {
    int key;
    dnnl::memory memory;
  };

  // `arena_bytes` for tensors in between, `scratch_bytes` for what a primitive needs while it runs.
  Program(const dnnl::engine& engine, std::size_t arena_bytes, std::size_t scratch_bytes);

  dnnl::memory memory(const dnnl::memory::desc& layout, const Buffer& buffer);
  dnnl::memory scratch(const dnnl::memory::desc& layout);
  // `tensor`: the name under which observed runs note the range of what it writes, if any.
  void add(const dnnl::primitive& primitive, std::vector<Argument> arguments, std::string tensor = {});

  int threads() const { return threads_; }  // that share it

  // The caller's memory, plain float32; valid until run() returns.
  void set_input(std::size_t index, void* data);
  void set_output(std::size_t index, void* data);
  void run();
  // The same, and widens `ranges` to the float32 values that the steps with a name write.
  void run_observed(Ranges& ranges);

 private:
  struct Step {
    dnnl::primitive primitive;
    std::vector<dnnl::memory> memories;  // keeps alive what `arguments` points to
    std::vector<dnnl_exec_arg_t> arguments;
    std::string tensor;
  };
  void execute(const Step& step);
  static const dnnl::memory& written_by(const Step& step);
  struct Outside {
    Buffer buffer;
    dnnl::memory memory;
  };
  void set_outside(Buffer::Place place, std::size_t index, void* data);

  using Bytes = std::vector<std::byte, boost::alignment::aligned_allocator<std::byte, alignment>>;
  int threads_;  // oneDNN divides the work when a primitive is made
  dnnl::engine engine_;
  dnnl::stream stream_;
  Bytes arena_;
  Bytes scratch_;
  std::vector<Step> steps_;
  std::vector<Outside> outside_;
};

}  // namespace aesthetic::layers
