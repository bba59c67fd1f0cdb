// SPDX-License-Identifier: MIT
//
// Cairo's and Pango's references as C++ owners.
//
//   SurfacePtr surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 64, 32));
//   CairoPtr cairo(cairo_create(surface.get()));
#pragma once

#include <pango/pangocairo.h>

#include <memory>

namespace aesthetic {

struct CairoFree {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
  void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
};
using SurfacePtr = std::unique_ptr<cairo_surface_t, CairoFree>;
using CairoPtr = std::unique_ptr<cairo_t, CairoFree>;
using FontOptionsPtr = std::unique_ptr<cairo_font_options_t, CairoFree>;

struct PangoFree {
  void operator()(gpointer object) const { g_object_unref(object); }
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
using FontMapPtr = std::unique_ptr<PangoFontMap, PangoFree>;
using PangoContextPtr = std::unique_ptr<PangoContext, PangoFree>;
using PangoLayoutPtr = std::unique_ptr<PangoLayout, PangoFree>;
using FontPtr = std::unique_ptr<PangoFontDescription, PangoFree>;

}  // namespace aesthetic
