// SPDX-License-Identifier: MIT
#include "reading/damage.hpp"

#include <algorithm>
#include <deque>
#include <memory>
#include <mutex>

#include "reading/added_elements.hpp"
#include "reading/concealment.hpp"
#include "reading/gst.hpp"

namespace aesthetic {
namespace {

// Of one decoder, whose two ends may be at work in different threads. A decoder that failed marks the next
// frame that it gives as discontinuous.
class Marker {
 public:
  // The stream begins anew, as after a seek.
  void begin() {
    const std::lock_guard lock(mutex_);
    keys_.clear();
    newest_ = 0;
    begun_ = damaged_ = false;
  }

  void take(GstBuffer* coded) {
    const GstClockTime pts = GST_BUFFER_PTS(coded);
    if (!GST_CLOCK_TIME_IS_VALID(pts)) return;
    const std::lock_guard lock(mutex_);
    newest_ = std::max(newest_, pts);
    if (!GST_BUFFER_FLAG_IS_SET(coded, GST_BUFFER_FLAG_DELTA_UNIT))
      keys_.push_back({pts, GST_BUFFER_IS_DISCONT(coded) != FALSE});
  }

  // What the decoder makes up is in one of the pictures that it is at work on.
  void conceal() {
    const std::lock_guard lock(mutex_);
    fail();
  }

  bool is_damaged(GstBuffer* decoded) {
    const GstClockTime pts = GST_BUFFER_PTS(decoded);
    if (!GST_CLOCK_TIME_IS_VALID(pts)) return false;
    const std::lock_guard lock(mutex_);
    while (keys_.size() > 1 && keys_[1].pts <= pts) keys_.pop_front();
    const bool has_key = !keys_.empty() && keys_.front().pts <= pts;
    const bool after_jump = has_key && keys_.front().pts == pts && keys_.front().after_jump;
    if (begun_ && GST_BUFFER_IS_DISCONT(decoded) && !after_jump) fail();
    begun_ = true;
    if (has_key && (after_jump || keys_.front().pts > failed_before_)) damaged_ = false;
    return damaged_;
  }

 private:
  struct Key {
    GstClockTime pts;
    bool after_jump;  // the stream itself is not continuous there, which is no fault of the decoder
  };

  void fail() {
    damaged_ = true;
    failed_before_ = newest_;
  }

  std::mutex mutex_;
  std::deque<Key> keys_;     // from the one that the newest decoded frame belongs to
  GstClockTime newest_ = 0;  // of what the decoder got
  GstClockTime failed_before_ = 0;
  bool begun_ = false;
  bool damaged_ = false;
};

// Called for a flush, without its data.
void on_flush(GstPad* pad, const std::shared_ptr<Marker>& marker) {
  gst_pad_add_probe(
      pad, GST_PAD_PROBE_TYPE_EVENT_FLUSH,
      [](GstPad*, GstPadProbeInfo*, gpointer kept) {
        (*static_cast<std::shared_ptr<Marker>*>(kept))->begin();
        return GST_PAD_PROBE_OK;
      },
      std::make_unique<std::shared_ptr<Marker>>(marker).release(),
      [](gpointer kept) {
        std::unique_ptr<std::shared_ptr<Marker>>(static_cast<std::shared_ptr<Marker>*>(kept));
      });
}

void watch(GstElement* decoder) {
  const gst::Ptr<GstPad> in(gst_element_get_static_pad(decoder, "sink"));
  const gst::Ptr<GstPad> out(gst_element_get_static_pad(decoder, "src"));
  if (in == nullptr || out == nullptr) return;
  const auto marker = std::make_shared<Marker>();
  on_flush(in.get(), marker);
  on_buffer(in.get(), [marker](GstPad*, GstBuffer*& coded) {
    marker->take(coded);
    return true;
  });
  on_concealment(decoder, [marker] { marker->conceal(); });
  on_buffer(out.get(), [marker](GstPad*, GstBuffer*& decoded) {
    if (!marker->is_damaged(decoded)) return true;
    decoded = gst_buffer_make_writable(decoded);  // its pixels are shared, not copied
    GST_BUFFER_FLAG_SET(decoded, GST_BUFFER_FLAG_CORRUPTED);
    return true;
  });
}

}  // namespace

void mark_damaged_frames(GstElement* pipeline) {
  on_element_added(pipeline, [](GstElement* element) {
    if (decodes_video(element)) watch(element);
  });
}

}  // namespace aesthetic
