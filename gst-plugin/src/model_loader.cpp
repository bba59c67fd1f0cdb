// SPDX-License-Identifier: MIT
#include "model_loader.hpp"

#include <utility>

namespace aesthetic {

std::shared_ptr<SharedScorer> load_model(const ModelRequest& request) {
  return request.share ? share_scorer(request.scorer) : std::make_shared<SharedScorer>(request.scorer);
}

ModelLoader::ModelLoader(std::function<void(const std::exception&)> on_fault)
    : on_fault_(std::move(on_fault)) {}

void ModelLoader::open() {
  const std::lock_guard lock(mutex_);
  open_ = true;
}

void ModelLoader::close() {
  std::future<void> task;
  {
    const std::lock_guard lock(mutex_);
    open_ = false;
    wanted_.reset();
    task = std::move(task_);
  }
  if (task.valid()) task.wait();
  const std::lock_guard lock(mutex_);
  loaded_.reset();
}

void ModelLoader::request(const ModelRequest& request) {
  const std::lock_guard lock(mutex_);
  if (!open_) return;
  wanted_ = request;
  loaded_.reset();
  if (std::exchange(busy_, true)) return;
  task_ = std::async(std::launch::async, [this] { work(); });
}

std::shared_ptr<SharedScorer> ModelLoader::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(loaded_, nullptr);
}

void ModelLoader::work() {
  while (const auto request = next()) {
    try {
      finish(load_model(*request));
    } catch (const std::exception& fault) {
      on_fault_(fault);
    }
  }
}

std::optional<ModelRequest> ModelLoader::next() {
  const std::lock_guard lock(mutex_);
  busy_ = wanted_.has_value();
  return std::exchange(wanted_, std::nullopt);
}

// Nobody wants it any more where something else was asked for meanwhile.
void ModelLoader::finish(std::shared_ptr<SharedScorer> loaded) {
  const std::lock_guard lock(mutex_);
  if (open_ && !wanted_) loaded_ = std::move(loaded);
}

}  // namespace aesthetic
