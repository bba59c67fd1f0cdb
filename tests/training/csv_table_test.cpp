// SPDX-License-Identifier: MIT
#include "report/csv_table.hpp"

#include <gtest/gtest.h>

#include "aesthetic/file.hpp"
#include "datasets/table_reader.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::training {
namespace {

TEST(CsvTable, QuotesWhatNeedsIt) {
  EXPECT_EQ(csv_table({"a", "b"}, {{"1", "x, \"y\""}}), "a,b\n1,\"x, \"\"y\"\"\"\n");
}

TEST(CsvTable, IsReadBackAsItWas) {
  const test::TemporaryFolder folder;
  const TableReader::Fields row = {"plain", "a, b", "\"c\"", "back\\slash", ""};
  write_file(folder / "t.csv", csv_table(row, {}));
  TableReader reader(folder / "t.csv");
  TableReader::Fields read;
  ASSERT_TRUE(reader.next(read));
  EXPECT_EQ(read, row);
}

}  // namespace
}  // namespace aesthetic::training
