// SPDX-License-Identifier: MIT
#include "device_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "aesthetic/error.hpp"
#include "expect_error.hpp"

namespace aesthetic {
namespace {

const std::filesystem::path networks = AESTHETIC_TEST_NETWORKS;

TEST(DeviceCheck, ANetworkAgreesWithItselfAtEveryBatchSize) {
  const Model model = read_model(networks / "mean.onnx");
  Network reference(model, Device::cpu, 1);
  for (const int batch_size : {1, 2, 5}) {
    Network network(model, Device::cpu_onednn, batch_size);
    EXPECT_NO_THROW(check_against(reference, network, model.card.input, 1e-6)) << batch_size;
  }
}

// A device that computes nonsense, played by a network that takes the channels in another order.
TEST(DeviceCheck, OtherScoresAreAnErrorThatNamesDeviceAndTask) {
  const Model model = read_model(networks / "mean.onnx");
  Network reference(model, Device::cpu, 1);
  Network other(read_model(networks / "mean_bgr.onnx"), Device::cpu_onednn, 3);
  test::expect_error(ErrorKind::no_device, {"cpu-onednn", "red", "nonsense"},
                     [&] { check_against(reference, other, model.card.input, 1e-3); });
}

TEST(DeviceCheck, HalfPrecisionMayDifferMore) {
  EXPECT_EQ(greatest_difference(Device::cuda), 1e-3);
  EXPECT_EQ(greatest_difference(Device::cuda_fp16), 1e-2);
}

TEST(DeviceCheck, TakesTheFirstDeviceThatWorksAndSaysWhyNotTheOthers) {
  const Model model = read_model(networks / "mean.onnx");
  std::vector<std::string> remarks;
  const auto load = [&](Device device) {
    if (device == Device::cuda) throw Error(ErrorKind::no_device, "device cuda is broken");
    return Network(model, device, 1);
  };
  EXPECT_EQ(load_on_first({Device::cuda, Device::cpu}, load, remarks).device(), Device::cpu);
  EXPECT_THAT(remarks, testing::ElementsAre("device cuda is broken"));
  remarks.clear();
  test::expect_error(ErrorKind::no_device, {"broken"}, [&] { load_on_first({Device::cuda}, load, remarks); });
}

TEST(DeviceCheck, AnotherFaultThanTheDevicesIsNotHidden) {
  std::vector<std::string> remarks;
  const auto load = [](Device) -> Network { throw Error(ErrorKind::bad_model, "no network"); };
  test::expect_error(ErrorKind::bad_model, {"no network"}, [&] {
    load_on_first({Device::cuda, Device::cpu}, load, remarks);
  });
}

}  // namespace
}  // namespace aesthetic
