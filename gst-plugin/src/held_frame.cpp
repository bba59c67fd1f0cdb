// SPDX-License-Identifier: MIT
#include "held_frame.hpp"

#include "aesthetic/error.hpp"

namespace aesthetic {
namespace {

bool is_of_limited_pool(GstBuffer* frame) {
  if (frame->pool == nullptr) return false;
  const StructurePtr config(gst_buffer_pool_get_config(frame->pool));
  guint most = 0;
  return gst_buffer_pool_config_get_params(config.get(), nullptr, nullptr, nullptr, &most) == FALSE ||
         most != 0;
}

// Elements before us that change metadata make a buffer without a pool around a pool's memory.
bool is_plain_memory(GstBuffer* frame) {
  for (guint i = 0; i < gst_buffer_n_memory(frame); ++i)
    if (gst_memory_is_type(gst_buffer_peek_memory(frame, i), GST_ALLOCATOR_SYSMEM) == FALSE) return false;
  return true;
}

}  // namespace

BufferPtr hold(BufferPtr frame) {
  if (is_plain_memory(frame.get()) && !is_of_limited_pool(frame.get())) return frame;
  BufferPtr copy(gst_buffer_copy_deep(frame.get()));
  if (!copy) throw Error(ErrorKind::failed, "no memory for a copy of a video frame");
  return copy;
}

}  // namespace aesthetic
