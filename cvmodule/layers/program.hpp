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
#include <memory>
#include <string>
#include <vector>

#include "arena.hpp"
#include "onednn.hpp"
#include "settings.hpp"
#include "team.hpp"

namespace aesthetic::layers {

// Memory of a tensor: the caller's (input or output number `index`) or the Program's own.
struct Buffer {
  enum class Place { input, output, arena } place = Place::arena;
  std::size_t index = 0;
  Extent extent;
};

class Program {
 public:
  // A primitive with what it reads and writes.
  class Part {
   public:
    explicit Part(dnnl::primitive primitive) : primitive_(std::move(primitive)) {}
    void add(int key, dnnl::memory memory);
    void execute(const dnnl::stream& stream) const;
    const dnnl::memory& written() const;

   private:
    dnnl::primitive primitive_;
    std::vector<dnnl::memory> memories_;  // keeps alive what `arguments_` points to
    std::vector<dnnl_exec_arg_t> arguments_;
  };

  // `arena_bytes` for tensors in between, `scratch_bytes` for what primitives need while they run.
  Program(const dnnl::engine& engine, std::size_t arena_bytes, std::size_t scratch_bytes);

  // `offset`: bytes after where the buffer begins.
  dnnl::memory memory(const dnnl::memory::desc& layout, const Buffer& buffer, std::size_t offset);
  dnnl::memory scratch(const dnnl::memory::desc& layout, std::size_t offset);
  // A step; its parts may run beside each other. `tensor`: the name under which observed runs note the range
  // of what it writes, if any.
  void add(std::vector<Part> parts, std::string tensor = {});
  // After the last step: has parts taken by so many threads. Without, as many as OpenMP had when the Program
  // was made share every primitive.
  void share(int threads);

  std::size_t steps() const { return steps_.size(); }
  int threads() const { return threads_; }  // that share it
  bool has_team() const { return team_ != nullptr; }

  // The caller's memory, plain float32; valid until run() returns.
  void set_input(std::size_t index, void* data);
  void set_output(std::size_t index, void* data);
  void run();
  // The same, and widens `ranges` to the float32 values that the steps with a name write. Not with a team.
  void run_observed(Ranges& ranges);

 private:
  struct Step {
    std::vector<Part> parts;
    std::string tensor;
  };
  struct Outside {
    Buffer buffer;
    dnnl::memory memory;
    std::size_t offset;
  };
  void set_outside(Buffer::Place place, std::size_t index, void* data);
  void run_in_team();

  using Bytes = std::vector<std::byte, boost::alignment::aligned_allocator<std::byte, alignment>>;
  int threads_;  // oneDNN divides the work when a primitive is made
  dnnl::engine engine_;
  std::vector<dnnl::stream> streams_;  // one for each thread that takes parts
  Bytes arena_;
  Bytes scratch_;
  std::vector<Step> steps_;
  std::vector<const Part*> parts_;  // of all steps, where there is a team
  std::vector<Outside> outside_;
  std::unique_ptr<Team> team_;
};

}  // namespace aesthetic::layers
