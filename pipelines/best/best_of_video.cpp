// SPDX-License-Identifier: MIT
#include "best/best_of_video.hpp"

#include <cerrno>
#include <fstream>
#include <opencv2/imgcodecs.hpp>
#include <system_error>

#include "aesthetic/error.hpp"
#include "best/contact_sheet.hpp"
#include "best/journal.hpp"
#include "best/output_folder.hpp"
#include "best/pictures.hpp"
#include "best/ranking.hpp"
#include "best/scoring.hpp"
#include "cli/text.hpp"
#include "report/report.hpp"

namespace aesthetic {
namespace {

namespace fs = std::filesystem;

constexpr const char* journal_name = "scores.jsonl";

void write_scores(OutputFolder& folder, const boost::json::object& header,
                  const std::vector<ScoredFrame>& frames) {
  std::ofstream out(folder.file(journal_name));
  errno = 0;
  write_journal(out, header, frames);
  if (!out.flush())
    throw Error(ErrorKind::unreadable, folder.place(journal_name).string() +
                                           ": cannot be written: " + std::generic_category().message(errno));
}

void write_sheet(OutputFolder& folder, const ContactSheet& sheet) {
  std::vector<unsigned char> jpeg;
  cv::imencode(".jpg", contact_sheet(sheet), jpeg);
  folder.write("contact-sheet.jpg", jpeg);
}

void write_report(OutputFolder& folder, const fs::path& source, const ScoredVideo& video,
                  const std::vector<std::size_t>& chosen, const std::vector<cv::Mat>& pictures,
                  const Ranking& ranking, const BestSettings& settings) {
  std::vector<std::string> names;
  for (std::size_t rank = 0; rank < chosen.size(); ++rank)
    names.push_back(picture_name(rank, settings.format));
  const Report report{source.filename().string(), settings.card, video.frames, chosen, pictures, names,
                      video.thumbnails.all(),     ranking};
  folder.write("report.html", report_page(report));
}

std::string remark_on(const fs::path& file, const ScoredVideo& video, const std::vector<std::size_t>& chosen,
                      const BestSettings& settings, double min_gap) {
  const std::size_t found = chosen.size();
  const Verdict verdict = video.frames[chosen.front()].verdict;
  if (verdict != Verdict::good)
    return file.string() + ": every frame is " +
           (verdict == Verdict::blurred ? "blurred, black or blank" : "black or blank");
  if (found >= settings.count || settings.per_scene) return {};
  const std::string only = file.string() + ": only " + std::to_string(found) + " of " +
                           std::to_string(settings.count) + " frames: ";
  if (found == video.frames.size()) return only + "there are no more";
  return only + "no more are " + number_text(min_gap) + " s apart and neither blank nor blurred";
}

}  // namespace

VideoResult best_of_video(const fs::path& file, const fs::path& target, const BestSettings& settings,
                          WorkProgress& progress) {
  OutputFolder folder(target);
  const auto header = journal_header(file, settings);
  Journal journal(target / journal_name, header);
  const ScoredVideo video = score_video(file, settings, journal, progress);
  const ChoiceRules rules = rules_for(settings, video.frames);
  const auto chosen = choose_frames(video.frames, rules);
  const auto pictures = write_pictures(file, video, chosen, settings, folder, progress);

  const Ranking ranking = ranking_of(video.frames, settings);

  // What is told of the whole video, beside its pictures.
  write_sheet(folder,
              {file.filename().string(), video.frames, chosen, pictures, settings.card.name, ranking});
  if (settings.report) write_report(folder, file, video, chosen, pictures, ranking, settings);
  write_scores(folder, header, video.frames);
  folder.commit(is_picture_name);

  VideoResult result;
  for (std::size_t rank = 0; rank < chosen.size(); ++rank) {
    result.chosen.push_back(video.frames[chosen[rank]]);
    result.values.push_back(ranking.values[chosen[rank]]);
    result.files.push_back(target / picture_name(rank, settings.format));
  }
  if (ranking.is_mean) result.ranked_by = ranking.name;
  result.remark = remark_on(file, video, chosen, settings, rules.min_gap);
  result.fault = video.fault;
  return result;
}

}  // namespace aesthetic
