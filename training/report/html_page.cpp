// SPDX-License-Identifier: MIT
#include "report/html_page.hpp"

#include <algorithm>
#include <boost/algorithm/string/replace.hpp>
#include <boost/archive/iterators/base64_from_binary.hpp>
#include <boost/archive/iterators/transform_width.hpp>
#include <cmath>
#include <iomanip>
#include <sstream>

#include "datasets/table_reader.hpp"

namespace aesthetic::training {
namespace {

// Wide tables scroll for themselves; the names above a matrix stand upright, so that it fits.
constexpr const char* style =
    ":root{color-scheme:light dark;--line:#ddd;--soft:#777;--points:#1f5fbf}"
    "@media(prefers-color-scheme:dark){:root{--line:#444;--soft:#999;--points:#7fb2ff}}"
    "body{font:15px/1.5 system-ui,sans-serif;margin:2em auto;max-width:72em;padding:0 1em}"
    "p{overflow-wrap:anywhere}.t{overflow-x:auto;margin:1em 0}table{border-collapse:collapse}"
    "td,th{padding:.2em .7em;border-bottom:1px solid var(--line);text-align:left}"
    "td.n{text-align:right;font-variant-numeric:tabular-nums}.m td,.m "
    "th{font-size:12px;padding:.3em;border:0}"
    ".m tr:first-of-type th{writing-mode:vertical-rl;transform:rotate(180deg)}"
    "figure{display:inline-block;margin:.4em;vertical-align:top;width:12em}figure img{width:100%}"
    "figcaption{font-size:12px;overflow-wrap:anywhere}svg{max-width:100%;height:auto}svg "
    "text{fill:currentColor}";

std::string escaped(std::string text) {
  boost::replace_all(text, "&", "&amp;");
  boost::replace_all(text, "<", "&lt;");
  boost::replace_all(text, ">", "&gt;");
  boost::replace_all(text, "\"", "&quot;");
  return text;
}

std::string base64(const std::string& bytes) {
  using Sextets = boost::archive::iterators::base64_from_binary<
      boost::archive::iterators::transform_width<std::string::const_iterator, 6, 8>>;
  std::string text(Sextets(bytes.begin()), Sextets(bytes.end()));
  text.append((3 - bytes.size() % 3) % 3, '=');
  return text;
}

// White at 0, blue towards 1, red towards -1.
std::string colour(double value) {
  const auto faded = static_cast<int>(255 - 170 * std::min(1.0, std::abs(value)));
  std::ostringstream text;
  text << "rgb(" << (value < 0 ? 255 : faded) << ',' << faded << ',' << (value < 0 ? faded : 255) << ')';
  return text.str();
}

// Readable on that colour, in a light and in a dark page.
const char* ink_on(double value) {
  constexpr double deep_blue = 0.85;
  return value > deep_blue ? "#fff" : "#111";
}

std::string cells(const HtmlPage::Row& row, const char* tag) {
  std::string text = "<tr>";
  for (const auto& field : row) {
    double number = 0;
    const bool right = std::string(tag) == "td" && to_number(field, number);
    text += std::string("<") + tag + (right ? " class=n>" : ">") + escaped(field) + "</" + tag + ">";
  }
  return text + "</tr>\n";
}

}  // namespace

HtmlPage::HtmlPage(const std::string& title) : title_(escaped(title)) {}

void HtmlPage::heading(const std::string& text) {
  body_ += "<h2>" + escaped(text) + "</h2>\n";
}

void HtmlPage::paragraph(const std::string& text) {
  body_ += "<p>" + escaped(text) + "</p>\n";
}

void HtmlPage::table(const Row& header, const std::vector<Row>& rows) {
  body_ += "<div class=t><table>\n" + cells(header, "th");
  for (const auto& row : rows) body_ += cells(row, "td");
  body_ += "</table></div>\n";
}

void HtmlPage::matrix(const std::string& caption, const std::vector<std::string>& names,
                      const std::vector<std::vector<double>>& values) {
  Row header = {""};
  header.insert(header.end(), names.begin(), names.end());
  body_ += "<div class=t><table class=m><caption>" + escaped(caption) + "</caption>\n" + cells(header, "th");
  for (std::size_t i = 0; i < names.size(); ++i) {
    body_ += "<tr><th>" + escaped(names[i]) + "</th>";
    for (const double value : values[i])
      body_ += "<td class=n style=\"background:" + colour(value) + ";color:" + ink_on(value) + "\">" +
               fixed(value, 2) + "</td>";
    body_ += "</tr>\n";
  }
  body_ += "</table></div>\n";
}

void HtmlPage::scatter(const std::string& x_name, const std::string& y_name,
                       const std::vector<std::pair<double, double>>& points) {
  constexpr double size = 360;
  constexpr double margin = 30;
  std::ostringstream svg;
  svg << std::fixed << std::setprecision(1) << "<svg viewBox=\"0 0 " << size + 2 * margin << ' '
      << size + 2 * margin << "\" width=\"420\" role=\"img\" aria-label=\"" << escaped(y_name) << " over "
      << escaped(x_name) << ", " << points.size() << " points\">\n<path d=\"M" << margin << ',' << margin
      << 'v' << size << 'h' << size << "\" fill=\"none\" stroke=\"currentColor\"/>\n<path d=\"M" << margin
      << ',' << margin + size << 'l' << size << ',' << -size
      << "\" style=\"stroke:var(--soft)\"/>\n<g style=\"fill:var(--points)\" "
      << "fill-opacity=\"0.4\">\n";
  for (const auto& [x, y] : points)
    svg << "<circle cx=\"" << margin + x * size << "\" cy=\"" << margin + (1 - y) * size
        << "\" r=\"2.2\"/>\n";
  svg << "</g>\n<text x=\"" << margin + size / 2 << "\" y=\"" << size + 1.8 * margin
      << "\" text-anchor=\"middle\" font-size=\"13\">" << escaped(x_name) << ", 0 to 1</text>\n<text x=\""
      << -(margin + size / 2) << "\" y=\"" << margin / 2
      << "\" transform=\"rotate(-90)\" text-anchor=\"middle\" font-size=\"13\">" << escaped(y_name)
      << ", 0 to 1</text>\n</svg>\n";
  body_ += svg.str();
}

void HtmlPage::pictures(const std::vector<Picture>& pictures) {
  body_ += "<div>\n";
  for (const auto& picture : pictures)
    body_ += "<figure><img alt=\"\" src=\"data:image/jpeg;base64," + base64(picture.jpeg) +
             "\"><figcaption>" + escaped(picture.caption) + "</figcaption></figure>\n";
  body_ += "</div>\n";
}

std::string HtmlPage::text() const {
  return "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" "
         "content=\"width=device-width, initial-scale=1\"><title>" +
         title_ + "</title><style>" + style + "</style></head>\n<body>\n<h1>" + title_ + "</h1>\n" + body_ +
         "</body>\n</html>\n";
}

std::string fixed(double value, int decimals) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(decimals) << value;
  return text.str();
}

}  // namespace aesthetic::training
