// SPDX-License-Identifier: MIT
//
// A folder of small drawn pictures with labels that can be learned: how bright they are, and whether the
// brighter half is the upper one.
//
//   write_rated_pictures(folder / "data", 60);  // data/drawn/labels.csv: image, brightness, top
#pragma once

#include <filesystem>
#include <string>

namespace aesthetic::test {

// The same pictures every time. brightness: 1..7; top: 0 or 1.
void write_rated_pictures(const std::filesystem::path& data, int count);

// `text` as data/NAME/labels.csv with one picture data/NAME/images/a.png.
void write_table(const std::filesystem::path& data, const std::string& name, const std::string& text);

// ImageNet weights for SqueezeNet 1.1 in Keras's layout, but random.
void write_random_squeezenet(const std::filesystem::path& file);

}  // namespace aesthetic::test
