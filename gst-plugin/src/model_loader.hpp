// SPDX-License-Identifier: MIT
//
// Loads another model beside the stream, while frames are still scored with the one before.
//
//   ModelLoader loader([&](const std::exception& fault) { ...; });
//   loader.open();
//   loader.request({{"other.onnx"}, true});                  // any thread
//   if (auto loaded = loader.take()) scorer = loaded;        // the streaming thread, before a frame
//   loader.close();
#pragma once

#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>

#include "aesthetic/shared_scorer.hpp"

namespace aesthetic {

struct ModelRequest {
  ScorerRequest scorer;
  bool share = true;  // with other elements of the process
};

// Throws as Scorer does.
std::shared_ptr<SharedScorer> load_model(const ModelRequest& request);

class ModelLoader {
 public:
  // `on_fault`: called on the loader's thread with what load_model threw.
  explicit ModelLoader(std::function<void(const std::exception&)> on_fault);
  ~ModelLoader() { close(); }
  ModelLoader(const ModelLoader&) = delete;
  ModelLoader& operator=(const ModelLoader&) = delete;

  // Between the two requests are taken. close() waits for what is being loaded and drops it.
  void open();
  void close();

  // Begins to load, in place of what was asked for before.
  void request(const ModelRequest& request);
  // What was loaded since the last call, else null.
  std::shared_ptr<SharedScorer> take();

 private:
  void work();
  std::optional<ModelRequest> next();
  void finish(std::shared_ptr<SharedScorer> loaded);

  const std::function<void(const std::exception&)> on_fault_;
  std::mutex mutex_;  // guards what follows
  bool open_ = false;
  bool busy_ = false;
  std::optional<ModelRequest> wanted_;
  std::shared_ptr<SharedScorer> loaded_;
  std::future<void> task_;
};

}  // namespace aesthetic
