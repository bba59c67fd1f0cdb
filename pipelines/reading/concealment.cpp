// SPDX-License-Identifier: MIT
#include "reading/concealment.hpp"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavutil/log.h>
}

#include <cstdarg>
#include <cstring>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace aesthetic {
namespace {

// By the element, to which the plug-in points from its AVCodecContext (`opaque`), as FFmpeg does from the
// copies of that for its threads.
class Listeners {
 public:
  void add(const void* decoder, std::function<void()> concealed) {
    const std::lock_guard lock(mutex_);
    concealed_[decoder] = std::move(concealed);
  }
  void remove(const void* decoder) {
    const std::lock_guard lock(mutex_);
    concealed_.erase(decoder);
  }
  void tell(const void* decoder) {
    const std::lock_guard lock(mutex_);
    if (const auto found = concealed_.find(decoder); found != concealed_.end()) found->second();
  }

 private:
  std::mutex mutex_;
  std::unordered_map<const void*, std::function<void()>> concealed_;
};

Listeners& listeners() {
  static Listeners all;
  return all;
}

// error_resilience.c of FFmpeg: "concealing %d DC, %d AC, %d MV errors in %c frame\n".
bool is_concealment(void* of, const char* format) {
  constexpr char begin[] = "concealing ";
  return of != nullptr && std::strncmp(format, begin, sizeof begin - 1) == 0 &&
         *static_cast<const AVClass**>(of) == avcodec_get_class();
}

GstDebugLevel level_of(int level) {
  if (level <= AV_LOG_ERROR) return GST_LEVEL_ERROR;
  if (level <= AV_LOG_WARNING) return GST_LEVEL_WARNING;
  return level <= AV_LOG_INFO ? GST_LEVEL_INFO : GST_LEVEL_DEBUG;
}

void log(void* of, int level, const char* format, va_list arguments) {
  if (is_concealment(of, format)) listeners().tell(static_cast<const AVCodecContext*>(of)->opaque);
  static GstDebugCategory* const category = _gst_debug_get_category("libav");
  if (category != nullptr && gst_debug_category_get_threshold(category) >= level_of(level))
    gst_debug_log_valist(category, level_of(level), "", "", 0, nullptr, format, arguments);
}

}  // namespace

void on_concealment(GstElement* decoder, std::function<void()> concealed) {
  listeners().add(decoder, std::move(concealed));
  g_object_weak_ref(
      G_OBJECT(decoder), [](gpointer, GObject* gone) { listeners().remove(gone); }, nullptr);
  av_log_set_callback(log);
}

}  // namespace aesthetic
