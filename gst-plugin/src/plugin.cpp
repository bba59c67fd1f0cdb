// SPDX-License-Identifier: MIT
#include <gst/gst.h>

#include "aestheticoverlay.hpp"
#include "aestheticscore.hpp"
#include "aestheticselect.hpp"

static gboolean plugin_init(GstPlugin* plugin) {
  gboolean registered = GST_ELEMENT_REGISTER(aestheticscore, plugin);
  registered &= GST_ELEMENT_REGISTER(aestheticoverlay, plugin);
  registered &= GST_ELEMENT_REGISTER(aestheticselect, plugin);
  return registered;
}

GST_PLUGIN_DEFINE(GST_VERSION_MAJOR, GST_VERSION_MINOR, aesthetic, "Aesthetic scores of video frames",
                  plugin_init, PACKAGE_VERSION, "MIT/X11", PACKAGE, "Unknown package origin")
