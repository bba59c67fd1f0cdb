// SPDX-License-Identifier: MIT
#include "report/html_page.hpp"

#include <gtest/gtest.h>

namespace aesthetic::training {
namespace {

TEST(HtmlPage, EscapesWhatIsText) {
  HtmlPage page("a < b & \"c\"");
  page.heading("<script>");
  page.table({"<th>"}, {{"a&b"}});
  const auto text = page.text();
  EXPECT_NE(text.find("<title>a &lt; b &amp; &quot;c&quot;</title>"), std::string::npos);
  EXPECT_NE(text.find("<h2>&lt;script&gt;</h2>"), std::string::npos);
  EXPECT_NE(text.find("<th>&lt;th&gt;</th>"), std::string::npos);
  EXPECT_NE(text.find("<td>a&amp;b</td>"), std::string::npos);
}

TEST(HtmlPage, NeedsNoOtherFile) {
  HtmlPage page("p");
  page.matrix("SRCC", {"a", "b"}, {{1, -0.5}, {-0.5, 1}});
  page.scatter("label", "prediction", {{0.0, 1.0}});
  page.pictures({{"abc", "one"}, {"abcd", "two"}, {"abcde", "three"}});
  const auto text = page.text();
  EXPECT_EQ(text.find("http"), std::string::npos);
  EXPECT_NE(text.find("base64,YWJj\""), std::string::npos);
  EXPECT_NE(text.find("base64,YWJjZA==\""), std::string::npos);
  EXPECT_NE(text.find("base64,YWJjZGU=\""), std::string::npos);
  EXPECT_NE(text.find("rgb(255,170,170)"), std::string::npos);
  // The upper left corner.
  EXPECT_NE(text.find("cx=\"30.0\" cy=\"30.0\""), std::string::npos);
}

TEST(HtmlPage, NumbersStandToTheRight) {
  HtmlPage page("p");
  page.table({"a"}, {{"1.50"}, {"x"}});
  EXPECT_NE(page.text().find("<td class=n>1.50</td>"), std::string::npos);
  EXPECT_NE(page.text().find("<td>x</td>"), std::string::npos);
}

}  // namespace
}  // namespace aesthetic::training
