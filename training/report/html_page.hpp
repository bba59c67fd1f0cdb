// SPDX-License-Identifier: MIT
//
// A page of tables, correlation matrices, scatter plots and pictures in one HTML file that needs no other.
//
//   HtmlPage page("AADB's labels");
//   page.heading("Table 3");
//   page.table({"interval", "pictures"}, {{"0.1 - 0.2", "35"}});
//   write_file("report.html", page.text());
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace aesthetic::training {

class HtmlPage {
 public:
  using Row = std::vector<std::string>;

  explicit HtmlPage(const std::string& title);

  void heading(const std::string& text);
  void paragraph(const std::string& text);
  // Columns whose fields are numbers stand to the right.
  void table(const Row& header, const std::vector<Row>& rows);
  // Square; cells coloured from -1 to 1.
  void matrix(const std::string& caption, const std::vector<std::string>& names,
              const std::vector<std::vector<double>>& values);
  // Points of x and y in 0..1 with the diagonal.
  void scatter(const std::string& x_name, const std::string& y_name,
               const std::vector<std::pair<double, double>>& points);
  // JPEG bytes, with a line below each.
  struct Picture {
    std::string jpeg;
    std::string caption;
  };
  void pictures(const std::vector<Picture>& pictures);

  // The whole page.
  std::string text() const;

 private:
  std::string title_;
  std::string body_;
};

// A number with so many decimals.
std::string fixed(double value, int decimals);

}  // namespace aesthetic::training
