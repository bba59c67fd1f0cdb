// SPDX-License-Identifier: MIT
#include "reading/running.hpp"

#include "reading/gst.hpp"

namespace aesthetic::gst {
namespace {

gboolean look_at_task(GstElement* /*element*/, GstPad* pad, gpointer running) {
  if (gst_pad_get_task_state(pad) == GST_TASK_STARTED) *static_cast<bool*>(running) = true;
  return TRUE;
}

}  // namespace

bool has_running_task(GstBin* bin) {
  const Ptr<GstIterator> elements(gst_bin_iterate_recurse(bin));
  GValue item = G_VALUE_INIT;
  bool running = false;
  GstIteratorResult result = GST_ITERATOR_OK;
  while (!running && (result = gst_iterator_next(elements.get(), &item)) == GST_ITERATOR_OK) {
    gst_element_foreach_pad(GST_ELEMENT(g_value_get_object(&item)), look_at_task, &running);
    g_value_unset(&item);
  }
  return running || result == GST_ITERATOR_RESYNC;  // elements come and go: something is at work
}

}  // namespace aesthetic::gst
