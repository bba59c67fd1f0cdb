// SPDX-License-Identifier: MIT
#include "best/journal.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <boost/algorithm/hex.hpp>
#include <cerrno>
#include <cmath>
#include <fstream>
#include <system_error>
#include <utility>

#include "aesthetic/error.hpp"
#include "cli/text.hpp"
#include "reading/gst.hpp"

namespace aesthetic {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr int format_version = 1;
constexpr std::array<const char*, 4> verdicts = {"good", "black", "blank", "blurred"};
constexpr std::array<const char*, 5> passes = {"exact", "key", "gap", "fine", "finest"};

std::string line_of(const ScoredFrame& frame) {
  json::object record;
  record["frame"] = frame.index >= 0 ? json::value(frame.index) : json::value(nullptr);
  record["time"] = frame.time ? json::value(*frame.time) : json::value(nullptr);
  record["overall"] = short_double(frame.scores.overall());
  record["attributes"] = attributes_json(frame.scores);
  record["fresh"] = frame.fresh;
  record["pts"] = frame.pts;
  record["verdict"] = verdicts.at(static_cast<std::size_t>(frame.verdict));
  std::string look;
  boost::algorithm::hex_lower(frame.look.shares.begin(), frame.look.shares.end(), std::back_inserter(look));
  if (frame.damaged) record["damaged"] = true;
  record["look"] = look;
  record["pass"] = passes.at(static_cast<std::size_t>(frame.pass));
  return json_line(record) + '\n';
}

// Its position; throws std::out_of_range where it is none of them.
template <std::size_t count>
int position_of(const json::value& name, const std::array<const char*, count>& names) {
  std::size_t i = 0;
  while (name.as_string() != names.at(i)) ++i;
  return static_cast<int>(i);
}

// Frames share their tasks' names. Throws where the line is not one of ours.
ScoredFrame frame_of(const std::string& line, std::shared_ptr<const Scores::Names>& names) {
  const json::object record = json::parse(line).as_object();
  ScoredFrame frame;
  frame.index = record.at("frame").is_null() ? -1 : record.at("frame").to_number<std::int64_t>();
  if (!record.at("time").is_null()) frame.time = record.at("time").to_number<double>();
  std::vector<float> values = {static_cast<float>(record.at("overall").to_number<double>())};
  const json::object& attributes = record.at("attributes").as_object();
  if (names == nullptr) {
    Scores::Names all = {"overall"};
    for (const auto& attribute : attributes) all.emplace_back(attribute.key());
    names = std::make_shared<const Scores::Names>(std::move(all));
  }
  for (std::size_t i = 1; i < names->size(); ++i)
    values.push_back(static_cast<float>(attributes.at(names->at(i)).to_number<double>()));
  frame.scores = Scores(names, std::move(values));
  frame.fresh = record.at("fresh").as_bool();
  frame.pts = record.at("pts").to_number<std::uint64_t>();
  frame.verdict = static_cast<Verdict>(position_of(record.at("verdict"), verdicts));
  frame.damaged = record.contains("damaged") && record.at("damaged").as_bool();
  frame.pass = static_cast<Pass>(position_of(record.at("pass"), passes));
  const json::string& look = record.at("look").as_string();
  if (look.size() != 2 * frame.look.shares.size()) throw std::invalid_argument("look");
  boost::algorithm::unhex(look.begin(), look.end(), frame.look.shares.begin());
  return frame;
}

// JSON has no infinity.
json::value end_of(const TimeSpan& span) {
  return std::isfinite(span.end) ? json::value(span.end) : json::value(nullptr);
}

}  // namespace

json::object journal_header(const fs::path& video, const BestSettings& settings) {
  struct stat status = {};
  if (::stat(video.c_str(), &status) != 0)
    throw Error(
        errno == ENOENT ? ErrorKind::not_found : ErrorKind::unreadable,
        video.string() + ": " + (errno == ENOENT ? "no such file" : std::generic_category().message(errno)));
  const gst::Ptr<gchar> name(g_utf8_make_valid(fs::absolute(video).c_str(), -1));
  json::object header;
  header["format"] = format_version;
  header["video"] = name.get();
  header["size"] = status.st_size;
  header["mtime"] = std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
  header["model"] = settings.card.name;
  header["sha256"] = settings.card.network_sha256;
  header["device"] = to_string(settings.scoring.device);
  header["from"] = settings.span.begin;
  header["to"] = end_of(settings.span);
  header["exact"] = settings.exact;
  header["interval"] = settings.scoring.interval;
  if (settings.exact) return header;
  // What is looked at closely depends on what is wanted.
  header["count"] = settings.count;
  header["min-gap"] = settings.min_gap ? json::value(*settings.min_gap) : json::value(nullptr);
  header["per-scene"] = settings.per_scene;
  header["by"] = settings.by_text;
  return header;
}

Journal::Journal(fs::path file, const json::object& header)
    : file_(std::move(file)), header_(json_line(header) + '\n') {
  std::error_code fault;
  if (!fs::is_regular_file(file_, fault)) return;
  std::ifstream in(file_, std::ios::binary);
  std::string line;
  const auto next = [&] { return static_cast<bool>(std::getline(in, line)) && !in.eof(); };
  if (!next() || line + '\n' != header_) return;
  std::shared_ptr<const Scores::Names> names;
  whole_ = static_cast<std::int64_t>(header_.size());
  while (next()) {
    try {
      frames_.push_back(frame_of(line, names));
    } catch (const std::exception&) {
      return;  // damaged from here on: what follows is scored again
    }
    whole_ += static_cast<std::int64_t>(line.size()) + 1;
  }
}

Journal::~Journal() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void Journal::append(const ScoredFrame& frame) {
  if (descriptor_ < 0) open();
  write(line_of(frame));
}

void Journal::open() {
  std::error_code fault;
  fs::create_directories(file_.parent_path(), fault);
  if (fault)
    throw Error(ErrorKind::unreadable,
                file_.parent_path().string() + ": cannot be written: " + fault.message());
  descriptor_ = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor_ >= 0 && ::flock(descriptor_, LOCK_EX | LOCK_NB) != 0)
    throw Error(ErrorKind::unreadable, file_.string() + ": is being written by another program");
  if (descriptor_ < 0 || ::ftruncate(descriptor_, whole_) != 0 || ::lseek(descriptor_, whole_, SEEK_SET) < 0)
    throw Error(ErrorKind::unreadable,
                file_.string() + ": cannot be written: " + std::generic_category().message(errno));
  if (whole_ == 0) write(header_);
}

void Journal::write(const std::string& text) {
  const auto size = static_cast<ssize_t>(text.size());
  errno = 0;
  const ssize_t written = ::write(descriptor_, text.data(), text.size());
  if (written == size) {
    whole_ += size;
    return;
  }
  const int fault = errno != 0 ? errno : ENOSPC;  // a full disk takes a part of it without a fault
  if (::ftruncate(descriptor_, whole_) == 0) ::lseek(descriptor_, whole_, SEEK_SET);
  throw Error(ErrorKind::unreadable,
              file_.string() + ": cannot be written: " + std::generic_category().message(fault));
}

void write_journal(std::ostream& out, const json::object& header, const std::vector<ScoredFrame>& frames) {
  out << json_line(header) << '\n';
  for (const ScoredFrame& frame : frames) out << line_of(frame);
}

}  // namespace aesthetic
