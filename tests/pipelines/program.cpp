// SPDX-License-Identifier: MIT
#include "program.hpp"

#include <glib.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <fstream>
#include <iterator>
#include <sstream>

namespace aesthetic::test {
namespace {

using Strings = std::unique_ptr<gchar*, decltype(&g_strfreev)>;

Strings environment_with(const std::map<std::string, std::string>& more) {
  gchar** environment = g_get_environ();
  environment = g_environ_setenv(environment, "AESTHETIC_MODEL", mean_network().c_str(), TRUE);
  for (const auto& [name, value] : more)
    environment = g_environ_setenv(environment, name.c_str(), value.c_str(), TRUE);
  return {environment, g_strfreev};
}

std::string taken(gchar* text) {
  const std::unique_ptr<gchar, decltype(&g_free)> owner(text, g_free);
  return text != nullptr ? text : "";
}

}  // namespace

Outcome run_aesthetic(const std::vector<std::string>& arguments,
                      const std::map<std::string, std::string>& environment) {
  std::vector<std::string> words = {AESTHETIC_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<gchar*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  const Strings variables = environment_with(environment);
  gchar* out = nullptr;
  gchar* err = nullptr;
  int wait_status = 0;
  const gboolean started = g_spawn_sync(nullptr, pointers.data(), variables.get(), G_SPAWN_DEFAULT, nullptr,
                                        nullptr, &out, &err, &wait_status, nullptr);
  EXPECT_TRUE(started) << AESTHETIC_PROGRAM;
  return {WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : -1, taken(out), taken(err)};
}

std::filesystem::path mean_network() {
  return std::filesystem::path(AESTHETIC_TEST_NETWORKS) / "mean.onnx";
}

std::filesystem::path network_that_chooses_by(const std::vector<TaskWeight>& choice,
                                              const std::filesystem::path& folder) {
  ModelCard card = read_card(card_path(mean_network()));
  card.choice = choice;
  const auto network = folder / card.network_file;
  std::filesystem::copy(mean_network(), network);
  write_card(card, card_path(network));
  return network;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string text_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace aesthetic::test
