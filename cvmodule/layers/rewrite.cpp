// SPDX-License-Identifier: MIT
#include "rewrite.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "partition.hpp"
#include "read_operation.hpp"

namespace aesthetic::layers {
namespace {

using Names = std::unordered_set<std::string>;

std::int64_t opset_of(const subset::Model& model) {
  for (const auto& operators : model.opset_import())
    if (operators.domain().empty() || operators.domain() == "ai.onnx") return operators.version();
  return 1;
}

// Inner graphs may read tensors of the outer one without saying so.
bool has_inner_graph(const subset::Attribute& attribute) {
  constexpr int one_graph = 5;
  constexpr int several_graphs = 10;
  return attribute.type() == one_graph || attribute.type() == several_graphs;
}

// Graphs that are left as they are: also those that name our own type, which only rewrite() may.
bool is_untouchable(const subset::Graph& graph) {
  return std::any_of(graph.node().begin(), graph.node().end(), [](const auto& node) {
    return node.op_type() == stretch_type ||
           std::any_of(node.attribute().begin(), node.attribute().end(), has_inner_graph);
  });
}

class Rewriting {
 public:
  Rewriting(subset::Model& model, const std::set<int>& refused, const Settings& settings)
      : graph_(*model.mutable_graph()), settings_(settings) {
    const auto constants = find_constants(graph_);
    const auto opset = opset_of(model);
    const bool none = is_untouchable(graph_);
    for (const auto& node : graph_.node()) reads_.emplace_back(node.input().begin(), node.input().end());
    for (const auto& output : graph_.output()) results_.insert(output.name());
    auto readers = readers_of_weights();
    for (int i = 0; i < graph_.node_size(); ++i) {
      operations_.push_back(
          none || refused.count(i) > 0 ? nullptr : read_operation(graph_.node(i), i, constants, opset));
      if (operations_.back() != nullptr) free_weights(i, readers);
    }
  }

  std::vector<std::shared_ptr<Stretch>> run() {
    google::protobuf::RepeatedPtrField<subset::Node> nodes;
    for (const auto& part : partition(sources(), ours())) {
      if (computes(part)) {
        replace(part, nodes);
      } else {
        for (const int node : part) nodes.Add()->Swap(graph_.mutable_node(node));
      }
    }
    graph_.mutable_node()->Swap(&nodes);
    if (!stretches_.empty()) drop_unread_weights();
    return std::move(stretches_);
  }

 private:
  static std::size_t at(int index) { return static_cast<std::size_t>(index); }

  struct Readers {
    subset::Tensor* tensor;
    int left = 0;  // nodes, and the network's user, who have not taken it over
  };

  std::unordered_map<std::string, Readers> readers_of_weights() {
    std::unordered_map<std::string, Readers> readers;
    for (auto& tensor : *graph_.mutable_initializer()) readers[tensor.name()] = {&tensor};
    const auto count = [&](const std::string& name) {
      if (const auto found = readers.find(name); found != readers.end()) ++found->second.left;
    };
    for (const auto& names : reads_) std::for_each(names.begin(), names.end(), count);
    std::for_each(results_.begin(), results_.end(), count);
    return readers;
  }

  // What the operation of a node has taken over need not be in memory twice.
  void free_weights(int node, std::unordered_map<std::string, Readers>& readers) const {
    for (const auto& name : reads_[at(node)])
      if (const auto found = readers.find(name); found != readers.end() && --found->second.left == 0)
        std::string().swap(*found->second.tensor->mutable_raw_data());
  }

  std::vector<bool> ours() const {
    std::vector<bool> ours;
    for (const auto& operation : operations_) ours.push_back(operation != nullptr);
    return ours;
  }

  std::vector<std::vector<int>> sources() const {
    std::unordered_map<std::string, int> producers;
    std::vector<std::vector<int>> sources;
    for (int i = 0; i < graph_.node_size(); ++i) {
      sources.emplace_back();
      for (const auto& input : graph_.node(i).input())
        if (const auto found = producers.find(input); found != producers.end())
          sources.back().push_back(found->second);
      for (const auto& output : graph_.node(i).output())
        if (!output.empty()) producers[output] = i;
    }
    return sources;
  }

  // A stretch of nothing but other names and shapes would only cost copies.
  bool computes(const Part& part) const {
    const std::set<std::string> idle = {"Dropout", "Flatten", "Identity"};
    return operations_[at(part[0])] != nullptr && std::any_of(part.begin(), part.end(), [&](int node) {
             return idle.count(graph_.node(node).op_type()) == 0;
           });
  }

  // Tensors that a part reads from outside, and those of its own that others read, in order.
  std::vector<std::string> inputs_of(const Part& part) const {
    Names known;
    std::vector<std::string> inputs;
    for (const int node : part) {
      for (const auto& input : operations_[at(node)]->inputs)
        if (known.insert(input).second) inputs.push_back(input);
      known.insert(operations_[at(node)]->output);
    }
    return inputs;
  }

  std::vector<std::string> outputs_of(const Part& part) const {
    Names read = results_;
    for (int node = 0; node < graph_.node_size(); ++node)
      if (std::find(part.begin(), part.end(), node) == part.end())
        read.insert(reads_[at(node)].begin(), reads_[at(node)].end());
    std::vector<std::string> outputs;
    for (const int node : part)
      if (read.count(operations_[at(node)]->output) > 0) outputs.push_back(operations_[at(node)]->output);
    return outputs;
  }

  void replace(const Part& part, google::protobuf::RepeatedPtrField<subset::Node>& nodes) {
    auto& node = *nodes.Add();
    const auto inputs = inputs_of(part);
    const auto outputs = outputs_of(part);
    node.set_op_type(stretch_type);
    node.set_name(std::string(stretch_type) + "_" + std::to_string(stretches_.size()));
    for (const auto& input : inputs) node.add_input(input);
    auto& attribute = *node.add_attribute();
    attribute.set_name(stretch_attribute);
    constexpr int integer = 2;
    attribute.set_type(integer);
    attribute.set_i(static_cast<std::int64_t>(stretches_.size()));
    for (const auto& output : outputs) add_output(output, node, nodes);
    Operations operations;
    for (const int index : part) operations.push_back(std::move(operations_[at(index)]));
    stretches_.push_back(std::make_shared<Stretch>(std::move(operations), inputs, outputs, settings_));
  }

  // OpenCV finds a result of the network by the name of the node that gives it.
  void add_output(const std::string& tensor, subset::Node& node,
                  google::protobuf::RepeatedPtrField<subset::Node>& nodes) const {
    if (results_.count(tensor) == 0) {
      node.add_output(tensor);
      return;
    }
    const std::string inner = tensor + "/" + stretch_type;
    node.add_output(inner);
    auto& identity = *nodes.Add();
    identity.set_op_type("Identity");
    identity.set_name(tensor);
    identity.add_input(inner);
    identity.add_output(tensor);
  }

  void drop_unread_weights() {
    Names read = results_;
    for (const auto& node : graph_.node()) read.insert(node.input().begin(), node.input().end());
    Names dropped;
    auto& weights = *graph_.mutable_initializer();
    for (const auto& tensor : weights)
      if (read.count(tensor.name()) == 0) dropped.insert(tensor.name());
    const auto is_dropped = [&](const auto& thing) { return dropped.count(thing.name()) > 0; };
    weights.erase(std::remove_if(weights.begin(), weights.end(), is_dropped), weights.end());
    auto& inputs = *graph_.mutable_input();
    inputs.erase(std::remove_if(inputs.begin(), inputs.end(), is_dropped), inputs.end());
  }

  subset::Graph& graph_;
  const Settings& settings_;
  Operations operations_;  // by node; null where it stays with OpenCV
  Names results_;
  std::vector<Names> reads_;  // by node
  std::vector<std::shared_ptr<Stretch>> stretches_;
};

}  // namespace

Rewritten rewrite(subset::Model model, const std::set<int>& refused, const Settings& settings) {
  Rewritten rewritten{std::move(model), {}};
  rewritten.stretches = Rewriting(rewritten.model, refused, settings).run();
  return rewritten;
}

}  // namespace aesthetic::layers
