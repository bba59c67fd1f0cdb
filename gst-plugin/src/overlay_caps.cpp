// SPDX-License-Identifier: MIT
#include "overlay_caps.hpp"

#include <utility>

#include "aesthetic/error.hpp"

namespace aesthetic {
namespace {

constexpr const char* feature = GST_CAPS_FEATURE_META_GST_VIDEO_OVERLAY_COMPOSITION;

CapsPtr blendable_caps() {
  return CapsPtr(gst_caps_from_string(GST_VIDEO_CAPS_MAKE(GST_VIDEO_OVERLAY_COMPOSITION_BLEND_FORMATS)));
}

CapsPtr intersection(const GstCaps* preferred, const GstCaps* other) {
  return CapsPtr(gst_caps_intersect_full(const_cast<GstCaps*>(preferred), const_cast<GstCaps*>(other),
                                         GST_CAPS_INTERSECT_FIRST));
}

CapsPtr merged(CapsPtr preferred, CapsPtr other) {
  return CapsPtr(gst_caps_merge(preferred.release(), other.release()));
}

bool any_features(const GstCaps* caps, guint index) {
  return gst_caps_features_is_any(gst_caps_get_features(caps, index)) != FALSE;
}

// The structures that say that they take a composition, or anything.
CapsPtr composed_only(const GstCaps* caps) {
  CapsPtr result(gst_caps_copy(caps));
  for (guint i = gst_caps_get_size(result.get()); i-- > 0;)
    if (gst_caps_features_contains(gst_caps_get_features(result.get(), i), feature) == FALSE)
      gst_caps_remove_structure(result.get(), i);
  return result;
}

// The same caps, not saying it.
CapsPtr without_composition(const GstCaps* caps) {
  CapsPtr result(gst_caps_copy(caps));
  for (guint i = 0; i < gst_caps_get_size(result.get()); ++i)
    if (!any_features(result.get(), i))
      gst_caps_features_remove(gst_caps_get_features(result.get(), i), feature);
  return result;
}

// Asked when downstream has the caps: GstBaseTransform answers no sooner.
bool wants_composition(GstPad* srcpad, GstCaps* caps) {
  const QueryPtr query(gst_query_new_allocation(caps, FALSE));
  return gst_pad_peer_query(srcpad, query.get()) != FALSE &&
         gst_query_find_allocation_meta(query.get(), GST_VIDEO_OVERLAY_COMPOSITION_META_API_TYPE, nullptr) !=
             FALSE;
}

bool accepted_by_peer(GstPad* srcpad, GstCaps* caps) {
  const CapsPtr taken(gst_pad_peer_query_caps(srcpad, caps));
  return gst_caps_is_empty(taken.get()) == FALSE;
}

void send_caps(GstPad* srcpad, GstCaps* caps) {
  // Flushing is no fault: the caps are agreed on anew with the next frame.
  if (gst_pad_set_caps(srcpad, caps) == FALSE && !GST_PAD_IS_FLUSHING(srcpad))
    throw Error(ErrorKind::bad_picture, "the next element does not take the frames of this video");
}

}  // namespace

bool can_blend(const GstCaps* caps) {
  return gst_caps_is_subset(caps, blendable_caps().get()) != FALSE;
}

bool has_composition(const GstCaps* caps) {
  return gst_caps_features_contains(gst_caps_get_features(caps, 0), feature) != FALSE;
}

CapsPtr with_composition(const GstCaps* caps) {
  CapsPtr result(gst_caps_copy(caps));
  for (guint i = 0; i < gst_caps_get_size(result.get()); ++i)
    if (!any_features(result.get(), i))
      gst_caps_features_add(gst_caps_get_features(result.get(), i), feature);
  return result;
}

CapsPtr upstream_caps(const GstCaps* downstream) {
  // As it is where downstream takes a composition, and without one, which is then attached here.
  CapsPtr composed = composed_only(downstream);
  CapsPtr attached = without_composition(composed.get());
  return merged(merged(std::move(composed), std::move(attached)),
                intersection(downstream, blendable_caps().get()));
}

CapsPtr downstream_caps(const GstCaps* upstream) {
  return merged(with_composition(upstream), intersection(upstream, blendable_caps().get()));
}

bool negotiate_composition(GstPad* srcpad, GstCaps* caps) {
  const bool given = has_composition(caps);
  const CapsPtr composed = with_composition(caps);
  if (given || accepted_by_peer(srcpad, composed.get())) {
    send_caps(srcpad, composed.get());
    // Many take the caps without looking at the composition: blending is the safe way where there is a
    // choice.
    if (given || !can_blend(caps) || wants_composition(srcpad, composed.get())) return true;
  } else if (!can_blend(caps)) {
    throw Error(ErrorKind::bad_picture,
                "frames outside of system memory can be drawn on only where the next element takes overlay "
                "compositions");
  }
  send_caps(srcpad, caps);
  return false;
}

}  // namespace aesthetic
