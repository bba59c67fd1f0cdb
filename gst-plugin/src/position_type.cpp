// SPDX-License-Identifier: MIT
#include "position_type.hpp"

#include "overlay_state.hpp"

GType gst_aesthetic_overlay_position_get_type() {
  using aesthetic::PanelPosition;
  static const GEnumValue values[] = {
      {static_cast<gint>(PanelPosition::top_left), "Top left corner", "top-left"},
      {static_cast<gint>(PanelPosition::top), "Middle of the top", "top"},
      {static_cast<gint>(PanelPosition::top_right), "Top right corner", "top-right"},
      {static_cast<gint>(PanelPosition::left), "Middle of the left side", "left"},
      {static_cast<gint>(PanelPosition::center), "Middle of the picture", "center"},
      {static_cast<gint>(PanelPosition::right), "Middle of the right side", "right"},
      {static_cast<gint>(PanelPosition::bottom_left), "Bottom left corner", "bottom-left"},
      {static_cast<gint>(PanelPosition::bottom), "Middle of the bottom", "bottom"},
      {static_cast<gint>(PanelPosition::bottom_right), "Bottom right corner", "bottom-right"},
      {0, nullptr, nullptr}};
  static const GType type = g_enum_register_static("GstAestheticOverlayPosition", values);
  return type;
}
