// SPDX-License-Identifier: MIT
//
// AADB (Kong and others 2016, "Photo aesthetics ranking network with attributes and content adaptation",
// https://arxiv.org/abs/1606.01621): 9,958 lines of pictures with the mean of five raters for one score in
// 0..1 and eleven attributes in -1..1 (Repetition and Symmetry 0..1), in three official parts.
//
// Labels, in the folder, in labels/ or in imgListFiles_label/, in one of two forms:
//   imgList{Train,Validation,TestNew}Regression_.csv            ImageFile,BalacingElements,...,score
//   imgList{Train,Validation,TestNew}Regression_{score,...}.txt  one file a label: name and value
// Pictures in the folder, in images/ or in datasetImages_warp256/.
#include <array>
#include <map>
#include <set>
#include <string>

#include "aesthetic/error.hpp"
#include "datasets/published_set.hpp"
#include "datasets/table_reader.hpp"

namespace aesthetic::training {
namespace {

namespace fs = std::filesystem;

// The lists misspell BalancingElements.
const std::vector<PublishedTask> tasks = {{"overall", "score", 0, 1},
                                          {"balancing_elements", "BalacingElements", -1, 1},
                                          {"color_harmony", "ColorHarmony", -1, 1},
                                          {"content", "Content", -1, 1},
                                          {"depth_of_field", "DoF", -1, 1},
                                          {"light", "Light", -1, 1},
                                          {"motion_blur", "MotionBlur", -1, 1},
                                          {"object_emphasis", "Object", -1, 1},
                                          {"repetition", "Repetition", 0, 1},
                                          {"rule_of_thirds", "RuleOfThirds", -1, 1},
                                          {"symmetry", "Symmetry", 0, 1},
                                          {"vivid_color", "VividColor", -1, 1}};

struct List {
  const char* name;
  Part part;
};
constexpr std::array<List, 3> lists = {
    {{"Train", Part::train}, {"Validation", Part::validation}, {"TestNew", Part::test}}};

std::string list_file(const List& list, const std::string& label, const std::string& extension) {
  return std::string("imgList") + list.name + "Regression_" + label + extension;
}

void read_csv(const fs::path& file, Part part, PublishedSet& set) {
  TableReader reader(file);
  TableReader::Fields header;
  if (!reader.next(header)) reader.refuse("is empty; expected a header line");
  const auto image = reader.column_of(header, "ImageFile");
  std::vector<std::size_t> columns;
  columns.reserve(tasks.size());
  for (const auto& task : tasks) columns.push_back(reader.column_of(header, task.column));
  std::set<std::string> seen;
  for (TableReader::Fields fields; reader.next(fields, header.size());) {
    PublishedPicture picture;
    picture.image = fields[image];
    picture.part = part;
    if (!seen.insert(picture.image).second) reader.refuse("picture " + picture.image + " is named twice");
    for (std::size_t i = 0; i < tasks.size(); ++i)
      picture.labels.push_back(
          reader.number(tasks[i].column, fields[columns[i]], tasks[i].lowest, tasks[i].highest));
    set.pictures.push_back(std::move(picture));
  }
  if (seen.empty()) reader.refuse("has no pictures");
}

std::map<std::string, double> read_values(const fs::path& file, const PublishedTask& task) {
  TableReader reader(file, TableReader::blanks);
  std::map<std::string, double> values;
  for (TableReader::Fields fields; reader.next(fields, 2);)
    if (!values.emplace(fields[0], reader.number(task.column, fields[1], task.lowest, task.highest)).second)
      reader.refuse("picture " + fields[0] + " is named twice");
  if (values.empty()) reader.refuse("has no pictures");
  return values;
}

fs::path value_file(const fs::path& folder, const List& list, const PublishedTask& task) {
  const auto file = folder / list_file(list, task.column, ".txt");
  const auto spelt = folder / list_file(list, "BalancingElements", ".txt");
  return task.name == "balancing_elements" && !fs::exists(file) && fs::exists(spelt) ? spelt : file;
}

void read_texts(const fs::path& folder, const List& list, PublishedSet& set) {
  const auto first = set.pictures.size();
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const auto file = value_file(folder, list, tasks[i]);
    const auto values = read_values(file, tasks[i]);
    if (i == 0)
      for (const auto& [image, value] : values) {
        set.pictures.emplace_back();
        set.pictures.back().image = image;
        set.pictures.back().part = list.part;
      }
    for (auto picture = set.pictures.begin() + static_cast<std::ptrdiff_t>(first);
         picture != set.pictures.end(); ++picture) {
      const auto value = values.find(picture->image);
      if (value == values.end())
        throw Error(ErrorKind::bad_data,
                    file.string() + ": has no " + picture->image + ", which the scores have");
      picture->labels.push_back(value->second);
    }
  }
}

PublishedSet read_aadb(const fs::path& folder, const PublishedSetOptions& /*options*/) {
  PublishedSet set;
  set.name = "aadb";
  set.split = "the official split";
  set.tasks = tasks;
  const std::vector<std::string> label_folders = {"", "labels", "imgListFiles_label"};
  const auto csv = list_file(lists[0], "", ".csv");
  const auto text = list_file(lists[0], "score", ".txt");
  const auto of_csv = folder_with(folder, label_folders, csv);
  const auto of_text = folder_with(folder, label_folders, text);
  const bool has_csv = fs::exists(of_csv / csv);
  if (!has_csv && !fs::exists(of_text / text))
    throw Error(ErrorKind::bad_data, folder.string() + ": no labels of AADB: neither " + csv + " nor " +
                                         text + " in it, in labels or in imgListFiles_label");
  for (const auto& list : lists) {
    if (has_csv)
      read_csv(of_csv / list_file(list, "", ".csv"), list.part, set);
    else
      read_texts(of_text, list, set);
  }
  const auto pictures =
      folder_with(folder, {"images", "datasetImages_warp256", ""}, set.pictures.front().image);
  for (auto& picture : set.pictures) picture.file = pictures / picture.image;
  return set;
}

const PublishedSetRegistration registration("aadb", read_aadb);

}  // namespace
}  // namespace aesthetic::training
